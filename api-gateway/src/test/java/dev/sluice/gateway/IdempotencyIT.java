package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
}
