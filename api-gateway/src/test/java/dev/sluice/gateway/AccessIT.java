package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessIT extends GatewayTestCase {
    private static final Client NOBODY = new Client(GATEWAY.port(), null);

    @Test
    void withoutAKeyNobodyGetsIn() {
        for (var path : new String[] {"/v1/jobs", "/v1/sources", "/v1/events", "/v1/nothing"}) {
            var answer = NOBODY.get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.header("RateLimit")).isNotEmpty();
        }
        assertThat(GATEWAY.client("slc_not-a-key-of-anybody-at-all").get("/v1/jobs").status())
                .isEqualTo(401);
        assertThat(NOBODY.get("/v1/jobs", "Authorization", "Basic c2xjOg==").status())
                .isEqualTo(401);
        assertThat(NOBODY.get("/v1/health").status()).isIn(200, 503);
        assertThat(NOBODY.get("/v3/api-docs").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs, jobs:read",
        "GET, /v1/jobs/job_1, jobs:read",
        "GET, /v1/jobs/job_1/events, jobs:read",
        "GET, /v1/jobs/job_1/result, jobs:read",
        "GET, /v1/jobs/job_1/files, jobs:read",
        "GET, /v1/jobs/job_1/attempts, jobs:read",
        "GET, /v1/events, jobs:read",
        "GET, /v1/sources, jobs:read",
        "GET, /v1/sources/shop, jobs:read",
        "GET, /v1/sources/shop/schema, jobs:read",
        "GET, /v1/sources/shop/examples, jobs:read",
        "POST, /v1/analyses, jobs:write",
        "POST, /v1/exports, jobs:write",
        "POST, /v1/jobs/job_1/cancel, jobs:write",
        "POST, /v1/jobs/job_1/retry, jobs:write",
        "DELETE, /v1/jobs/job_1, jobs:write",
        "POST, /v1/sql/check, jobs:write",
        "POST, /v1/sql/draft, jobs:write",
        "POST, /v1/sources, sources:admin",
        "DELETE, /v1/sources/shop, sources:admin",
        "POST, /v1/sources/shop/refresh, sources:admin",
    })
    void eachCallNeedsItsScope(String method, String path, String scope) throws Exception {
        var others =
                java.util.stream.Stream.of("jobs:read", "jobs:write", "sources:admin")
                        .filter(s -> !s.equals(scope))
                        .toArray(String[]::new);
        var client = GATEWAY.client(GATEWAY.key("scopes", others));

        var answer = client.send(method, path, method.equals("POST") ? "{}" : null);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("missing_scope");
        assertThat(answer.text("detail")).contains(scope);
    }

    @Test
    void aSessionCookieStandsForItsKey() {
        var session = CLIENT.post("/v1/session", null);
        assertThat(session.status()).isEqualTo(200);
        var cookie = session.header("Set-Cookie");
        assertThat(cookie)
                .contains("HttpOnly", "SameSite=Strict", "Path=/v1")
                .doesNotContain(Gateway.KEY);
        var value = cookie.replaceAll(";.*", "");

        assertThat(NOBODY.get("/v1/jobs", "Cookie", value).status()).isEqualTo(200);
        assertThat(NOBODY.get("/v1/session", "Cookie", value).text("tenant")).isEqualTo("default");
        assertThat(NOBODY.get("/v1/jobs", "Cookie", value + "x").status()).isEqualTo(401);
        assertThat(NOBODY.get("/v1/jobs", "Cookie", "sluice_session=AAAA").status()).isEqualTo(401);
        var out = NOBODY.delete("/v1/session", "Cookie", value);
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    }

    @Test
    void aCookieAloneChangesNothingFromAnotherOrigin() {
        var cookie = CLIENT.post("/v1/session", null).header("Set-Cookie").replaceAll(";.*", "");
        var body = "{\"question\": \"q\"}";
        var own = "http://127.0.0.1:" + GATEWAY.port();

        assertThat(NOBODY.post("/v1/analyses", body, "Cookie", cookie).status()).isEqualTo(401);
        assertThat(
                        NOBODY.post(
                                        "/v1/analyses",
                                        body,
                                        "Cookie",
                                        cookie,
                                        "Origin",
                                        "https://evil.example")
                                .status())
                .isEqualTo(401);
        assertThat(NOBODY.post("/v1/analyses", body, "Cookie", cookie, "Origin", own).status())
                .isEqualTo(202);
        assertThat(
                        NOBODY.post("/v1/analyses", body, "Cookie", cookie, "X-Sluice-Request", "1")
                                .status())
                .isEqualTo(202);
    }

    @Test
    void tooManyRequestsAreTurnedAway() {
        try (var strict =
                Gateway.start(
                        Map.of(
                                "sluice.rate-limit.requests",
                                3,
                                "sluice.rate-limit.anonymous-requests",
                                2,
                                "sluice.rate-limit.window",
                                "1h"))) {
            var client = strict.client();
            for (int left = 2; left >= 0; left--) {
                assertThat(client.get("/v1/jobs").header("RateLimit"))
                        .startsWith("\"key\";r=" + left + ";");
            }
            var refused = client.get("/v1/jobs");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("rate_limited");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3600);
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"key\";q=3;w=3600");

            var nobody = new Client(strict.port(), null);
            nobody.get("/v1/health");
            assertThat(nobody.get("/v1/jobs").status()).isEqualTo(401);
            assertThat(nobody.get("/v1/jobs").status()).isEqualTo(429);
        }
    }
}
