package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysIT extends GatewayTestCase {
    @Test
    void anOperatorGivesATenantItsFirstKey() throws Exception {
        var tenant =
                CLIENT.post("/v1/tenants", "{\"name\": \"" + TenantsIT.name() + "\"}").text("id");
        var made =
                CLIENT.post(
                        "/v1/keys",
                        """
                        {"tenant": "%s", "name": "first", "scopes": ["tenant:admin", "jobs:read"]}
                        """
                                .formatted(tenant));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/keys/" + made.text("id"));
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.text("tenant")).isEqualTo(tenant);
        assertThat(made.json().path("scopes").toString())
                .isEqualTo("[\"jobs:read\",\"tenant:admin\"]");
        var text = made.text("key");
        assertThat(text).matches("slc_[A-Za-z0-9_-]{43}");

        var admin = GATEWAY.client(text);
        assertThat(admin.get("/v1/session").text("tenant")).isEqualTo(tenant);
        var listed = admin.get("/v1/keys");
        assertThat(listed.body()).doesNotContain(text);
        assertThat(listed.json().path("items").size()).isEqualTo(1);
        assertThat(listed.json().at("/items/0/last_used_at").isNull()).isFalse();
        assertThat(kept(text)).as("only its hash is kept").isZero();
        assertThat(TenantsIT.audited(made.text("id")))
                .singleElement()
                .satisfies(line ->
                        assertThat(line)
                                .contains(tenant, "key.create", "first", "jobs:read tenant:admin")
                                .doesNotContain(text));
    }

    @Test
    void aRevokedKeyIsUnknownAtOnceOnEveryGateway() throws Exception {
        var made = issue(CLIENT, "\"jobs:read\"");
        var id = made.text("id");
        var key = GATEWAY.client(made.text("key"));
        var cookie = key.post("/v1/session", null).header("Set-Cookie").replaceAll(";.*", "");
        var nobody = new Client(GATEWAY.port(), null);
        assertThat(key.get("/v1/jobs").status()).isEqualTo(200);
        try (var other = GATEWAY.another()) {
            assertThat(other.client(made.text("key")).get("/v1/jobs").status()).isEqualTo(200);

            assertThat(CLIENT.delete("/v1/keys/" + id).status()).isEqualTo(204);

            assertThat(other.client(made.text("key")).get("/v1/jobs").status()).isEqualTo(401);
        }
        assertThat(key.get("/v1/jobs").status()).isEqualTo(401);
        assertThat(nobody.get("/v1/jobs", "Cookie", cookie).status()).isEqualTo(401);
        assertThat(CLIENT.delete("/v1/keys/" + id).status()).isEqualTo(404);
        assertThat(ids(CLIENT.get("/v1/keys?limit=500"))).doesNotContain(id);
        assertThat(TenantsIT.audited(id)).anyMatch(line -> line.contains("key.revoke")).hasSize(2);
    }

    @Test
    void streamsOfARevokedKeyEnd() throws Exception {
        var made = issue(CLIENT, "\"jobs:read\"");
        try (var stream = GATEWAY.client(made.text("key")).stream("/v1/events")) {
            assertThat(stream.status()).isEqualTo(200);
            var events = stream.events();
            CLIENT.post("/v1/analyses", "{\"question\": \"how many\"}");
            assertThat(events.next()).as("it lives").isNotNull();

            CLIENT.delete("/v1/keys/" + made.text("id"));

            // reads on until the stream's end
            events.untilEnd();
            assertThat(GATEWAY.client(made.text("key")).get("/v1/events").status()).isEqualTo(401);
        }
    }

    @Test
    void aKeyMayRevokeItself() throws Exception {
        var admin = GATEWAY.client(GATEWAY.key("rotating", "tenant:admin"));
        var own = admin.get("/v1/session").text("key_id");
        assertThat(admin.delete("/v1/keys/" + own).status()).isEqualTo(204);
        assertThat(admin.get("/v1/keys").status()).isEqualTo(401);
    }

    @Test
    void aKeyGrantsOnlyWhatItHolds() throws Exception {
        var admin = GATEWAY.client(GATEWAY.key("granting", "tenant:admin", "jobs:read"));
        assertThat(issue(admin, "\"jobs:read\", \"tenant:admin\"").status()).isEqualTo(201);
        for (var scope : new String[] {"jobs:write", "operator"}) {
            var refused = issue(admin, "\"jobs:read\", \"" + scope + "\"");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("missing_scope");
            assertThat(refused.text("detail")).contains(scope);
        }
    }

    @Test
    void nobodyReachesIntoAnotherTenant() throws Exception {
        var foreign = GATEWAY.client(GATEWAY.key("foreign-keys", "tenant:admin", "jobs:read"));
        var theirs = foreign.get("/v1/session").text("key_id");
        var admin = GATEWAY.client(GATEWAY.key("own-keys", "tenant:admin", "jobs:read"));

        var refused = issue(admin, "\"jobs:read\"", "foreign-keys");
        var unknown = issue(admin, "\"jobs:read\"", "nobodys-tenant");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().replace("foreign-keys", "nobodys-tenant"))
                .as("foreign and unknown look alike")
                .isEqualTo(unknown.body());

        var removal = admin.delete("/v1/keys/" + theirs);
        var none = admin.delete("/v1/keys/key_of-nobody");
        assertThat(removal.status()).isEqualTo(404);
        assertThat(removal.body().replace(theirs, "key_of-nobody")).isEqualTo(none.body());
        assertThat(foreign.get("/v1/keys").status()).as("still counts").isEqualTo(200);

        assertThat(ids(admin.get("/v1/keys?limit=500"))).doesNotContain(theirs);
        for (var tenant : new String[] {"foreign-keys", "own-keys", "*"}) {
            assertThat(admin.get("/v1/keys?tenant=" + tenant).status()).isEqualTo(403);
        }
        assertThat(issue(admin, "\"jobs:read\"", "own-keys").status()).isEqualTo(201);
        assertThat(ids(CLIENT.get("/v1/keys?tenant=foreign-keys"))).containsExactly(theirs);
        assertThat(ids(CLIENT.get("/v1/keys?limit=500&tenant=*"))).contains(theirs);
        assertThat(CLIENT.delete("/v1/keys/" + theirs).status())
                .as("operators act on any tenant's ids")
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/keys", "POST, /v1/keys", "DELETE, /v1/keys/key_1"})
    void onlyTenantAdminsSeeKeys(String method, String path) throws Exception {
        var others =
                GATEWAY.client(
                        GATEWAY.key(
                                "others",
                                "jobs:read",
                                "jobs:write",
                                "sources:admin",
                                "webhooks:admin",
                                "operator"));
        var answer = others.send(method, path, method.equals("POST") ? "{}" : null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("missing_scope");
        assertThat(answer.text("detail")).contains("tenant:admin");
    }

    @Test
    void aReplayShowsTheTextOnlyToWhoMayGrantIt() throws Exception {
        var body = "{\"name\": \"n\", \"scopes\": [\"jobs:write\"]}";
        var key = UUID.randomUUID().toString();
        var rich = GATEWAY.client(GATEWAY.key("replaying", "tenant:admin", "jobs:write"));
        var poor = GATEWAY.client(GATEWAY.key("replaying", "tenant:admin"));

        var first = rich.post("/v1/keys", body, "Idempotency-Key", key);
        var second = rich.post("/v1/keys", body, "Idempotency-Key", key);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(poor.post("/v1/keys", body, "Idempotency-Key", key).status()).isEqualTo(403);
        assertThat(
                        rich.post(
                                        "/v1/keys",
                                        body.replace("\"n\"", "\"m\""),
                                        "Idempotency-Key",
                                        key)
                                .code())
                .isEqualTo("idempotency_key_reused");
        assertThat(kept(first.text("key"))).as("the stored answer is encrypted").isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scopes\": [\"jobs:read\"]}|/name",
                "{\"name\": \"x\"}|/scopes",
                "{\"name\": \"x\", \"scopes\": []}|/scopes",
                "{\"name\": \"x\", \"scopes\": \"jobs:read\"}|/scopes",
                "{\"name\": \"x\", \"scopes\": [\"jobs:read\", \"jobs:all\"]}|/scopes/1",
                "{\"name\": \"x\", \"scopes\": [\"jobs:read\", \"jobs:read\"]}|/scopes/1",
                "{\"name\": \"x\", \"scopes\": [\"jobs:read\"], \"tenant\": 1}|/tenant",
                "{\"name\": \"x\", \"scopes\": [\"jobs:read\"], \"key\": \"slc_mine\"}|/key",
            })
    void wrongValuesAreNamed(String body, String pointer) {
        var refused = CLIENT.post("/v1/keys", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").path(0).path("pointer").asString())
                .isEqualTo(pointer);
    }

    @Test
    void aUseIsNotedOnceAMinute() throws Exception {
        var made = issue(CLIENT, "\"jobs:read\"");
        var key = GATEWAY.client(made.text("key"));
        key.get("/v1/jobs");
        var first = lastUse(made.text("id"));
        key.get("/v1/jobs");
        assertThat(lastUse(made.text("id"))).isEqualTo(first);
        try (var connection = GATEWAY.database();
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE api_key SET last_used_at = last_used_at - interval '61 s' WHERE id = '"
                            + made.text("id")
                            + "'");
        }
        key.get("/v1/jobs");
        assertThat(lastUse(made.text("id"))).isGreaterThan(first);
    }

    private static Client.Answer issue(Client client, String scopes) {
        return client.post("/v1/keys", "{\"name\": \"test\", \"scopes\": [" + scopes + "]}");
    }

    private static Client.Answer issue(Client client, String scopes, String tenant) {
        return client.post(
                "/v1/keys",
                "{\"name\": \"test\", \"scopes\": [%s], \"tenant\": \"%s\"}"
                        .formatted(scopes, tenant));
    }

    private static ArrayList<String> ids(Client.Answer page) {
        var ids = new ArrayList<String>();
        page.json().path("items").forEach(key -> ids.add(key.path("id").asString()));
        return ids;
    }

    private static String lastUse(String id) throws SQLException {
        return one("SELECT last_used_at::text FROM api_key WHERE id = '" + id + "'");
    }

    /// How many rows of any table hold this text, be it as bytes.
    private static int kept(String text) throws SQLException {
        var hex = java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return Integer.parseInt(
                one(
                        """
                        SELECT (SELECT count(*) FROM api_key k WHERE k::text LIKE '%%%1$s%%' OR k::text LIKE '%%%2$s%%')
                             + (SELECT count(*) FROM idempotency i WHERE i::text LIKE '%%%1$s%%' OR i::text LIKE '%%%2$s%%')
                             + (SELECT count(*) FROM audit a WHERE a::text LIKE '%%%1$s%%')
                        """
                                .formatted(text, hex)));
    }

    private static String one(String sql) throws SQLException {
        try (var connection = GATEWAY.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
