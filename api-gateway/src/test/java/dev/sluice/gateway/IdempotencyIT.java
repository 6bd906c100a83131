package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdempotencyIT extends GatewayTestCase {
    @Test
    void replaysTheStoredAnswerByteForByte() {
        var first =
                CLIENT.post(
                        "/v1/analyses",
                        "{\"question\": \"once\", \"tags\": [\"x\"]}",
                        "Idempotency-Key",
                        "replay-1");
        var again =
                CLIENT.post(
                        "/v1/analyses",
                        "{ \"tags\":[\"x\"],\"question\":\"once\" }",
                        "Idempotency-Key",
                        "replay-1",
                        "Prefer",
                        "wait=5");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("Preference-Applied")).isEmpty();
    }

    @Test
    void refusesAKeyThatWasUsedWithAnotherBody() {
        CLIENT.post("/v1/analyses", "{\"question\": \"one\"}", "Idempotency-Key", "reused");

        var answer =
                CLIENT.post("/v1/analyses", "{\"question\": \"two\"}", "Idempotency-Key", "reused");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void keepsNothingOfARequestThatCreatedNothing() {
        var wrong =
                CLIENT.post("/v1/analyses", "{\"question\": \"\"}", "Idempotency-Key", "mended");
        var mended =
                CLIENT.post("/v1/analyses", "{\"question\": \"q\"}", "Idempotency-Key", "mended");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(mended.status()).isEqualTo(202);
    }

    @Test
    void judgesTheKeyItself() {
        assertThat(
                        CLIENT.post(
                                        "/v1/analyses",
                                        "{\"question\": \"q\"}",
                                        "Idempotency-Key",
                                        "x".repeat(256))
                                .code())
                .isEqualTo("validation_failed");
        assertThat(
                        CLIENT.post(
                                        "/v1/analyses",
                                        "{\"question\": \"q\"}",
                                        "Idempotency-Key",
                                        "x".repeat(255))
                                .status())
                .isEqualTo(202);
    }

    @Test
    void parallelEqualRequestsMakeOneJob() throws Exception {
        var answers = new ArrayList<Client.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Client.Answer> request =
                    () ->
                            CLIENT.post(
                                    "/v1/exports",
                                    "{\"sql\": \"SELECT * FROM orders\"}",
                                    "Idempotency-Key",
                                    "parallel");
            for (var answer : threads.invokeAll(java.util.Collections.nCopies(8, request))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(Client.Answer::body).distinct()).hasSize(1);
        assertThat(answers.stream().filter(a -> a.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
    }

    @Test
    void fiftyParallelRequestsForEachOfTwoHundredKeysMakeTwoHundredJobs() throws Exception {
        var tenant = "flood";
        var key = GATEWAY.key(tenant, "jobs:read", "jobs:write", "sources:admin");
        try (var other = GATEWAY.another()) {
            var clients = List.of(GATEWAY.client(key), other.client(key));
            assertThat(clients.getFirst().post("/v1/sources", source("shop")).status())
                    .isEqualTo(201);
            for (int i = 0; i < 200; i++) {
                assertOneJob(clients, "key-" + i, "{\"question\": \"number " + i + "\"}");
            }
        }
        var jobs = number("SELECT count(*) FROM job WHERE tenant_id = 'flood'");
        Figures.of("50 parallel requests for each of 200 keys").count("jobs", jobs).print();
        assertThat(jobs).isEqualTo(200);
        assertThat(
                        number(
                                "SELECT count(*) FROM idempotency WHERE tenant_id = 'flood'"
                                        + " AND route = 'POST /v1/analyses'"))
                .isEqualTo(200);
    }

    private static void assertOneJob(List<Client> gateways, String key, String body)
            throws Exception {
        var requests = new ArrayList<Callable<Client.Answer>>();
        for (int i = 0; i < 50; i++) {
            var gateway = gateways.get(i % gateways.size());
            requests.add(() -> gateway.post("/v1/analyses", body, "Idempotency-Key", key));
        }
        var answers = new ArrayList<Client.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).as(key).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(Client.Answer::body).distinct()).as(key).hasSize(1);
        assertThat(answers.stream().filter(a -> a.header("Idempotency-Replayed").isEmpty()))
                .as(key)
                .hasSize(1);
    }

    @Test
    void aKeyIsOneTenantsAndOneRoutes() throws Exception {
        var key = GATEWAY.key("keys", "jobs:read", "jobs:write", "sources:admin");
        var stranger = GATEWAY.client(key);
        stranger.post("/v1/sources", source("shop"));
        var body = "{\"question\": \"whose\"}";
        var ours = CLIENT.post("/v1/analyses", body, "Idempotency-Key", "shared");

        assertThat(stranger.post("/v1/analyses", body, "Idempotency-Key", "shared").text("id"))
                .isNotEqualTo(ours.text("id"));
        assertThat(CLIENT.post("/v1/exports", body, "Idempotency-Key", "shared").text("id"))
                .isNotEqualTo(ours.text("id"));
        assertThat(CLIENT.post("/v1/analyses", body, "Idempotency-Key", "shared").text("id"))
                .isEqualTo(ours.text("id"));
    }

    @Test
    void whatIsKeptIsEncryptedAndGoneAfterADay() throws Exception {
        var body = "{\"question\": \"a secret question\"}";
        var first = CLIENT.post("/v1/analyses", body, "Idempotency-Key", "kept");
        assertThat(
                        number(
                                "SELECT count(*) FROM idempotency WHERE key = 'kept' AND"
                                        + " (position('secret question'::bytea IN body) > 0"
                                        + " OR position('job_'::bytea IN body) > 0)"))
                .isZero();
        try (var connection = GATEWAY.database();
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE idempotency SET created_at = now() - interval '24 hours 1 second'"
                            + " WHERE key = 'kept'");
        }

        var dayAfter =
                CLIENT.post("/v1/analyses", "{\"question\": \"other\"}", "Idempotency-Key", "kept");

        assertThat(dayAfter.status()).isEqualTo(202);
        assertThat(dayAfter.header("Idempotency-Replayed")).isEmpty();
        assertThat(dayAfter.text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void afterAGatewayWasKilledInTheMiddleEveryKeyHasOneJob() throws Exception {
        var answered = new ConcurrentHashMap<String, String>();
        try (var doomed = GatewayProcess.start(GATEWAY.jobDatabase(), Map.of())) {
            doomed.awaitHealthy();
            var client = doomed.client();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 300; i++) {
                    var key = "killed-" + i % 60;
                    threads.submit(() -> answered.put(key, submit(client, key).body()));
                }
                await().until(() -> answered.size() >= 5);
                doomed.kill();
            }
        }

        for (int i = 0; i < 60; i++) {
            var key = "killed-" + i;
            var again = submit(CLIENT, key);
            assertThat(again.status()).as(key).isEqualTo(202);
            var before = answered.get(key);
            if (before != null) {
                assertThat(again.body()).isEqualTo(before);
                assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            }
        }
        assertThat(number("SELECT count(*) FROM job WHERE question LIKE 'killed-%'")).isEqualTo(60);
    }

    /// The gateway that has half of the requests is killed in the midst of the hundredth key's; who got no
    /// answer asks the other one.
    @Test
    @Tag("long")
    void fiftyParallelRequestsForEachOfTwoHundredKeysOverTheDeathOfAGateway() throws Exception {
        var survivor = GATEWAY.client(GATEWAY.key("mourning", "jobs:write", "sources:admin"));
        assertThat(survivor.post("/v1/sources", source("shop")).status()).isEqualTo(201);
        var ownKey = GATEWAY.key("mourning", "jobs:write");
        var unanswered = new AtomicInteger();
        var distinct = 0L;
        try (var doomed = GatewayProcess.start(GATEWAY.jobDatabase(), Map.of())) {
            doomed.awaitHealthy();
            var other = new Client(doomed.port(), ownKey);
            for (int i = 0; i < 200; i++) {
                var key = "mourning-" + i;
                var bodies = ConcurrentHashMap.<String>newKeySet();
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int j = 0; j < 50; j++) {
                        var first = j % 2 == 0 ? survivor : other;
                        threads.submit(
                                () -> bodies.add(answered(first, survivor, key, unanswered)));
                    }
                    if (i == 100) {
                        await().pollInterval(Duration.ofMillis(1)).until(() -> !bodies.isEmpty());
                        doomed.kill();
                    }
                }
                distinct += bodies.size();
                assertThat(bodies).as(key).hasSize(1);
            }
        }
        var jobs = number("SELECT count(*) FROM job WHERE question LIKE 'mourning-%'");
        Figures.of("50 parallel requests for each of 200 keys, a gateway killed at the hundredth")
                .count("without an answer from it", unanswered.get())
                .count("different answers", distinct)
                .count("jobs", jobs)
                .print();
        assertThat(jobs).isEqualTo(200);
    }

    /// @return the body of the 202
    private static String answered(
            Client first, Client survivor, String key, AtomicInteger unanswered) {
        try {
            var answer = submit(first, key);
            if (answer.status() == 202) {
                return answer.body();
            }
        } catch (AssertionError gone) {
            // killed under it; the key makes the second try harmless
            unanswered.incrementAndGet();
        }
        var again = submit(survivor, key);
        assertThat(again.status()).as(again.body()).isEqualTo(202);
        return again.body();
    }

    private static Client.Answer submit(Client client, String key) {
        return client.post(
                "/v1/analyses", "{\"question\": \"" + key + "\"}", "Idempotency-Key", key);
    }

    private static long number(String sql) throws SQLException {
        try (var connection = GATEWAY.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
