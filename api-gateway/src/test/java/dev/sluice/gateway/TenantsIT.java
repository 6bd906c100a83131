package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantsIT extends GatewayTestCase {
    @Test
    void aTenantIsMadeWithDefaultsAndChangedFieldByField() throws Exception {
        var name = name();
        var made = CLIENT.post("/v1/tenants", "{\"name\": \"" + name + "\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        var id = made.text("id");
        assertThat(id).startsWith("ten_");
        assertThat(made.header("Location")).isEqualTo("/v1/tenants/" + id);
        assertThat(shape(made)).isEqualTo(name + " 1 null 7 7 90");

        assertThat(shape(patch(id, "{\"weight\": 5, \"max_running\": 3}")))
                .isEqualTo(name + " 5 3 7 7 90");
        assertThat(
                        shape(
                                patch(
                                        id,
                                        "{\"retention\": {\"files_days\": 30, \"questions_days\": 365}}")))
                .isEqualTo(name + " 5 3 7 30 365");
        assertThat(shape(patch(id, "{\"weight\": null, \"retention\": {\"files_days\": null}}")))
                .as("null is the default")
                .isEqualTo(name + " 1 3 7 7 365");
        assertThat(shape(patch(id, "{\"max_running\": null, \"retention\": null}")))
                .isEqualTo(name + " 1 null 7 7 90");
        assertThat(shape(patch(id, "{}"))).isEqualTo(name + " 1 null 7 7 90");
        assertThat(shape(CLIENT.get("/v1/tenants/" + id))).isEqualTo(name + " 1 null 7 7 90");

        assertThat(audited(id))
                .hasSize(5)
                .allMatch(line -> line.startsWith("key_"))
                .anyMatch(line -> line.contains("tenant.create"))
                .anyMatch(line -> line.contains("weight 1") && line.contains("→"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/name",
                "{\"name\": null}|/name",
                "{\"name\": \" \"}|/name",
                "{\"name\": \" x\"}|/name",
                "{\"name\": \"a\\nb\"}|/name",
                "{\"name\": 5}|/name",
                "{\"name\": \"x\", \"weight\": 0}|/weight",
                "{\"name\": \"x\", \"weight\": 1001}|/weight",
                "{\"name\": \"x\", \"weight\": 1.5}|/weight",
                "{\"name\": \"x\", \"max_running\": 0}|/max_running",
                "{\"name\": \"x\", \"retention\": 7}|/retention",
                "{\"name\": \"x\", \"retention\": {\"results_days\": 0}}|/retention/results_days",
                "{\"name\": \"x\", \"retention\": {\"files_days\": 3651}}|/retention/files_days",
                "{\"name\": \"x\", \"retention\": {\"questions_days\": \"1\"}}|/retention/questions_days",
                "{\"name\": \"x\", \"retention\": {\"days\": 1}}|/retention/days",
                "{\"name\": \"x\", \"id\": \"ten_1\"}|/id",
            })
    void wrongValuesAreNamed(String body, String pointer) {
        var refused = CLIENT.post("/v1/tenants", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(refused.json().path("errors").path(0).path("pointer").asString())
                .isEqualTo(pointer);
        if (!body.equals("{}")) {
            assertThat(patch("default", body).code()).isEqualTo("validation_failed");
        }
    }

    @Test
    void quotasComeLater() {
        var refused = CLIENT.post("/v1/tenants", "{\"name\": \"x\", \"quotas\": {\"jobs\": 1}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("unsupported");
        assertThat(patch("default", "{\"quotas\": {}}").code()).isEqualTo("unsupported");
    }

    @Test
    void aNameIsTakenOnce() {
        var name = name();
        CLIENT.post("/v1/tenants", "{\"name\": \"" + name + "\"}");
        var again = CLIENT.post("/v1/tenants", "{\"name\": \"" + name + "\"}");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().path("errors").path(0).path("pointer").asString())
                .isEqualTo("/name");
        var other = CLIENT.post("/v1/tenants", "{\"name\": \"" + name() + "\"}").text("id");
        assertThat(patch(other, "{\"name\": \"" + name + "\"}").code())
                .isEqualTo("validation_failed");
    }

    @Test
    void anIdempotencyKeyMakesOne() {
        var body = "{\"name\": \"" + name() + "\"}";
        var key = UUID.randomUUID().toString();
        var first = CLIENT.post("/v1/tenants", body, "Idempotency-Key", key);
        var second = CLIENT.post("/v1/tenants", body, "Idempotency-Key", key);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void listsGoOnBehindTheirCursor() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(CLIENT.post("/v1/tenants", "{\"name\": \"" + name() + "\"}").text("id"));
        }
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = CLIENT.get("/v1/tenants?limit=2" + cursor);
            page.json().path("items").forEach(tenant -> seen.add(tenant.path("id").asString()));
            var next = page.json().path("next_cursor");
            cursor = next.isNull() ? null : "&cursor=" + next.asString();
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().contains("default");
        assertThat(seen.stream().filter(made::contains)).isEqualTo(made);
        assertThat(CLIENT.get("/v1/tenants?cursor=nonsense").status()).isEqualTo(422);
        assertThat(CLIENT.get("/v1/tenants?page=2").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/tenants",
        "POST, /v1/tenants",
        "GET, /v1/tenants/default",
        "PATCH, /v1/tenants/default",
        "PATCH, /v1/tenants/ten_of-nobody",
    })
    void onlyOperatorsSeeTenants(String method, String path) throws Exception {
        var admin =
                GATEWAY.client(
                        GATEWAY.key(
                                "admins",
                                "tenant:admin",
                                "jobs:read",
                                "jobs:write",
                                "sources:admin",
                                "webhooks:admin"));
        var answer = admin.send(method, path, method.equals("GET") ? null : "{}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("missing_scope");
        assertThat(answer.text("detail")).contains("operator");
    }

    @Test
    void unknownTenantsAreNotFound() {
        assertThat(patch("ten_of-nobody", "{}").status()).isEqualTo(404);
        assertThat(CLIENT.get("/v1/tenants/ten_of-nobody").status()).isEqualTo(404);
    }

    private static Client.Answer patch(String id, String body) {
        return CLIENT.send("PATCH", "/v1/tenants/" + id, body);
    }

    private static String shape(Client.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        var tenant = answer.json();
        var retention = tenant.path("retention");
        return "%s %s %s %s %s %s"
                .formatted(
                        tenant.path("name").asString(),
                        tenant.path("weight"),
                        tenant.path("max_running"),
                        retention.path("results_days"),
                        retention.path("files_days"),
                        retention.path("questions_days"));
    }

    static List<String> audited(String subject) throws SQLException {
        try (var connection = GATEWAY.database();
                var query =
                        connection.prepareStatement(
                                "SELECT concat_ws(' ', key_id, tenant_id, action, detail) FROM"
                                        + " audit WHERE subject = ? ORDER BY id")) {
            query.setString(1, subject);
            var lines = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }

    static String name() {
        return "tenant " + UUID.randomUUID();
    }
}
