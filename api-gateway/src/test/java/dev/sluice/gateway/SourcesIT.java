package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourcesIT extends GatewayTestCase {
    @Test
    void registersShowsAndForgetsASource() throws Exception {
        var created = CLIENT.post("/v1/sources", source("shown"), "Idempotency-Key", "s1");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/v1/sources/shown");
        assertThat(created.json().path("warnings").toString()).contains("role_can_write");
        var again = CLIENT.post("/v1/sources", source("shown"), "Idempotency-Key", "s1");
        assertThat(again.body()).isEqualTo(created.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");

        assertThat(CLIENT.get("/v1/sources/shown").json()).isEqualTo(created.json());
        assertThat(CLIENT.get("/v1/sources").json().at("/items/0/name").asString())
                .isEqualTo("shop");
        assertThat(CLIENT.post("/v1/sources", source("shown")).code()).isEqualTo("source_exists");
        var stranger = GATEWAY.client(GATEWAY.key("foreign", "jobs:read", "sources:admin"));
        assertThat(stranger.get("/v1/sources/shown").status()).isEqualTo(404);
        assertThat(stranger.delete("/v1/sources/shown").status()).isEqualTo(404);
        assertThat(stranger.get("/v1/sources").json().path("items")).isEmpty();

        assertThat(CLIENT.delete("/v1/sources/shown").status()).isEqualTo(204);
        assertThat(CLIENT.get("/v1/sources/shown").status()).isEqualTo(404);
        assertThat(CLIENT.delete("/v1/sources/shown").status()).isEqualTo(404);
    }

    @Test
    void aWrongPasswordIsToldInTheDatabasesWordsWithoutTheSecret() throws Exception {
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                SHOP.jdbcUrl(), SHOP.username(), SHOP.password());
                var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        var answer =
                CLIENT.post(
                        "/v1/sources",
                        """
                        {"name": "wrong", "kind": "postgresql", "username": "nobody_there",
                         "url": "%s", "password": "hunter2-secret"}
                        """
                                .formatted(SHOP.url()));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("source_unreachable");
        assertThat(answer.text("detail")).contains("nobody_there");
        assertThat(answer.body()).doesNotContain("hunter2");
        assertThat(CLIENT.get("/v1/sources/wrong").status()).isEqualTo(404);
    }

    @Test
    void aSecretInTheUrlIsNeverShown() {
        var url =
                SHOP.url()
                        .replace(
                                "postgresql://",
                                "postgresql://" + SHOP.username() + ":s3cr3t%20word@");
        var answer =
                CLIENT.post(
                        "/v1/sources",
                        "{\"name\": \"in-url\", \"kind\": \"postgresql\", \"url\": \""
                                + url
                                + "\"}");

        assertThat(answer.body()).doesNotContain("s3cr3t");
        assertThat(CLIENT.get("/v1/sources").body()).doesNotContain("s3cr3t", "password");
        CLIENT.delete("/v1/sources/in-url");
    }

    @Test
    void refusesWhatIsNoSource() {
        assertThat(
                        CLIENT.post("/v1/sources", "{\"name\": \"Bad Name\", \"kind\": \"oracle\"}")
                                .json()
                                .path("errors")
                                .valueStream()
                                .map(e -> e.path("pointer").asString()))
                .containsExactlyInAnyOrder("/name", "/kind", "/url");
        assertThat(
                        CLIENT.post(
                                        "/v1/sources",
                                        "{\"name\": \"x\", \"url\": \"mysql://localhost/x\"}")
                                .code())
                .isEqualTo("validation_failed");
        assertThat(
                        CLIENT.post(
                                        "/v1/sources",
                                        "{\"name\": \"x\", \"url\": \"postgresql://localhost/x?socketFactory=y\"}")
                                .code())
                .isEqualTo("validation_failed");
        assertThat(
                        CLIENT.post(
                                        "/v1/sources",
                                        "{\"name\": \"x\", \"kind\": \"duckdb\", \"url\": \"x\"}")
                                .code())
                .isEqualTo("unsupported");
        assertThat(
                        CLIENT.post(
                                        "/v1/sources",
                                        "{\"name\": \"x\", \"url\": \"postgresql://me@127.0.0.1:1/x\"}")
                                .code())
                .isEqualTo("source_unreachable");
    }

    @Test
    void theJobDatabaseIsNoSource() {
        var jobs = GATEWAY.jobDatabase();

        var answer =
                CLIENT.post(
                        "/v1/sources",
                        """
                        {"name": "own", "url": "%s", "username": "%s", "password": "%s"}
                        """
                                .formatted(jobs.url(), jobs.username(), jobs.password()));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(CLIENT.get("/v1/sources/own").status()).isEqualTo(404);
    }

    @Test
    void showsWhatASourceHolds() {
        var schema = CLIENT.get("/v1/sources/shop/schema");
        assertThat(schema.status()).isEqualTo(200);
        assertThat(schema.json().path("tables").valueStream().map(t -> t.path("name").asString()))
                .contains("customer", "orders");

        var orders = CLIENT.get("/v1/sources/shop/schema?table=orders").json().at("/tables/0");
        assertThat(orders.path("comment").asString()).isEqualTo("What was bought");
        assertThat(orders.path("estimated_rows").asInt()).isEqualTo(1000);
        assertThat(orders.at("/foreign_keys/0/referenced_table").asString()).isEqualTo("customer");
        assertThat(orders.at("/columns/0/sample_values")).isNotEmpty();

        var unknown = CLIENT.get("/v1/sources/shop/schema?table=oders");
        assertThat(unknown.code()).isEqualTo("unknown_table");
        assertThat(unknown.json().path("suggestions").toString()).contains("orders");
        assertThat(CLIENT.get("/v1/sources/none/schema").status()).isEqualTo(404);
    }

    @Test
    void readsTheCatalogAnew() {
        var refreshed = CLIENT.post("/v1/sources/shop/refresh", null);

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json().path("table_count").asInt()).isEqualTo(2);
    }
}
