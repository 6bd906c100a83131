package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobsIT extends GatewayTestCase {
    private static final Duration SOON = Duration.ofSeconds(30);

    static String submit(String question) {
        return CLIENT.post("/v1/analyses", "{\"question\": \"" + question + "\"}").text("id");
    }

    @Test
    void showsAJobWithItsVersion() {
        var id = submit("versions");
        var job = CLIENT.get("/v1/jobs/" + id);

        assertThat(job.status()).isEqualTo(200);
        assertThat(job.header("ETag")).matches("\"[^\"]+\"");
        assertThat(job.header("Retry-After")).isEqualTo("1");

        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
        var cancelled = CLIENT.get("/v1/jobs/" + id, "If-None-Match", job.header("ETag"));
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.header("Retry-After")).isEmpty();

        var unchanged = CLIENT.get("/v1/jobs/" + id, "If-None-Match", cancelled.header("ETag"));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("ETag")).isEqualTo(cancelled.header("ETag"));
        assertThat(unchanged.body()).isEmpty();
    }

    @Test
    void holdsTheAnswerUntilTheEnd() {
        try (var worker = GATEWAY.worker(job -> job.succeed(answer("fine")))) {
            var posted =
                    CLIENT.post("/v1/analyses", "{\"question\": \"waits\"}", "Prefer", "wait=30");
            assertThat(posted.status()).isEqualTo(200);
            assertThat(posted.header("Preference-Applied")).isEqualTo("wait=30");
            assertThat(posted.text("state")).isEqualTo("succeeded");

            var id = posted.text("id");
            var got = CLIENT.get("/v1/jobs/" + id, "Prefer", "respond-async, wait=5");
            assertThat(got.header("Preference-Applied")).isEqualTo("wait=5");
            assertThat(got.text("state")).isEqualTo("succeeded");

            var result = CLIENT.get("/v1/jobs/" + id + "/result");
            assertThat(result.status()).isEqualTo(200);
            assertThat(result.body()).contains("12345678901234567890.123456789");
            assertThat(CLIENT.get("/v1/jobs/" + id + "/files").code()).isEqualTo("wrong_job_type");
            assertThat(CLIENT.get("/v1/jobs/" + id + "/attempts").json().path("items")).hasSize(1);
            assertThat(CLIENT.post("/v1/jobs/" + id + "/cancel", null).code())
                    .isEqualTo("job_finished");
        }
    }

    @Test
    void answersAfterTheWaitEvenIfNothingHappened() {
        var id = submit("nobody works");
        var began = System.nanoTime();

        var answer = CLIENT.get("/v1/jobs/" + id, "Prefer", "wait=1");

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(answer.text("state")).isEqualTo("queued");
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
    }

    @Test
    void cancelsAQueuedJobInTheAnswerItself() {
        var id = submit("to be cancelled");

        assertThat(CLIENT.get("/v1/jobs/" + id + "/result").code()).isEqualTo("job_not_finished");
        assertThat(CLIENT.delete("/v1/jobs/" + id).code()).isEqualTo("job_not_finished");
        assertThat(CLIENT.post("/v1/jobs/" + id + "/retry", null).code())
                .isEqualTo("job_not_finished");
        var cancelled = CLIENT.post("/v1/jobs/" + id + "/cancel", "{}");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.text("state")).isEqualTo("cancelled");
        assertThat(cancelled.json().path("cancel_requested").asBoolean()).isTrue();
        assertThat(CLIENT.post("/v1/jobs/" + id + "/cancel", null).status()).isEqualTo(409);
        var result = CLIENT.get("/v1/jobs/" + id + "/result");
        assertThat(result.status()).isEqualTo(409);
        assertThat(result.code()).isEqualTo("job_not_succeeded");
    }

    @Test
    void cancelsARunningJob() throws Exception {
        var running = new CountDownLatch(1);
        try (var worker =
                GATEWAY.worker(job -> {
                    var stopped = new CountDownLatch(1);
                    try (var handle = job.onRequest(stopped::countDown)) {
                        running.countDown();
                        stopped.await();
                    }
                    job.checkWanted();
                })) {
            var id = submit("runs until cancelled");
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

            var cancel = CLIENT.post("/v1/jobs/" + id + "/cancel", null);
            assertThat(cancel.status()).isEqualTo(202);
            assertThat(cancel.json().path("cancel_requested").asBoolean()).isTrue();
            var end = CLIENT.get("/v1/jobs/" + id, "Prefer", "wait=30");
            assertThat(end.text("state")).isEqualTo("cancelled");
        }
    }

    @Test
    void retriesAFailedJobOnce() {
        try (var worker =
                GATEWAY.worker(job -> {
                    throw ProblemType.QUESTION_NOT_ANSWERED.because("Ask another way.");
                })) {
            var failed =
                    CLIENT.post("/v1/analyses", "{\"question\": \"fails\"}", "Prefer", "wait=30");
            assertThat(failed.text("state")).isEqualTo("failed");
            assertThat(failed.json().at("/error/code").asString())
                    .isEqualTo("question_not_answered");
            var id = failed.text("id");

            var result = CLIENT.get("/v1/jobs/" + id + "/result");
            assertThat(result.json().at("/job_error/code").asString())
                    .isEqualTo("question_not_answered");
            var retried = CLIENT.post("/v1/jobs/" + id + "/retry", null, "Idempotency-Key", "r1");
            assertThat(retried.status()).isEqualTo(202);
            assertThat(retried.text("retry_of")).isEqualTo(id);
            assertThat(retried.header("Location")).endsWith(retried.text("id"));
            var again = CLIENT.post("/v1/jobs/" + id + "/retry", null, "Idempotency-Key", "r1");
            assertThat(again.body()).isEqualTo(retried.body());
        }
    }

    @Test
    void deletesAFinishedJob() {
        var id = submit("to be deleted");
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);

        assertThat(CLIENT.delete("/v1/jobs/" + id).status()).isEqualTo(204);
        assertThat(CLIENT.get("/v1/jobs/" + id).status()).isEqualTo(404);
        assertThat(CLIENT.delete("/v1/jobs/" + id).status()).isEqualTo(404);
    }

    @Test
    void listsNewestFirstPageByPage() {
        var first = submit("listed one");
        var second = submit("listed two");
        CLIENT.post("/v1/jobs/" + first + "/cancel", null);
        CLIENT.post("/v1/jobs/" + second + "/cancel", null);

        var page = CLIENT.get("/v1/jobs?q=listed&limit=1&state=cancelled,failed&type=analysis");
        assertThat(page.json().at("/items/0/id").asString()).isEqualTo(second);
        var cursor = page.text("next_cursor");
        var next = CLIENT.get("/v1/jobs?q=listed&limit=1&cursor=" + cursor);
        assertThat(next.json().at("/items/0/id").asString()).isEqualTo(first);
        assertThat(next.json().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void refusesFiltersThatItDoesNotKnow() {
        assertThat(CLIENT.get("/v1/jobs?stat=failed").code()).isEqualTo("validation_failed");
        assertThat(CLIENT.get("/v1/jobs?state=lost").code()).isEqualTo("validation_failed");
        assertThat(CLIENT.get("/v1/jobs?type=call").code()).isEqualTo("validation_failed");
        assertThat(CLIENT.get("/v1/jobs?type=bulk_action").status()).isEqualTo(200);
        assertThat(CLIENT.get("/v1/jobs?limit=501").code()).isEqualTo("validation_failed");
        assertThat(CLIENT.get("/v1/jobs?cursor=nonsense").code()).isEqualTo("validation_failed");
        assertThat(CLIENT.get("/v1/jobs?created_after=yesterday").code())
                .isEqualTo("validation_failed");
    }

    @Test
    void anotherTenantsJobIsNotThere() throws Exception {
        var id = submit("mine");
        var stranger = GATEWAY.client(GATEWAY.key("stranger", "jobs:read", "jobs:write"));

        var theirs = stranger.get("/v1/jobs/" + id);
        var unknown = stranger.get("/v1/jobs/job_00000000000000000000000000");
        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.body().replace(id, "ID"))
                .isEqualTo(unknown.body().replace("job_00000000000000000000000000", "ID"));
        for (var part : new String[] {"/events", "/result", "/files", "/attempts"}) {
            assertThat(stranger.get("/v1/jobs/" + id + part).status()).as(part).isEqualTo(404);
        }
        assertThat(stranger.post("/v1/jobs/" + id + "/cancel", null).status()).isEqualTo(404);
        assertThat(stranger.post("/v1/jobs/" + id + "/retry", null).status()).isEqualTo(404);
        assertThat(stranger.delete("/v1/jobs/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/v1/jobs").json().path("items")).isEmpty();
        assertThat(stranger.get("/v1/jobs?tenant=default").code()).isEqualTo("missing_scope");
        assertThat(CLIENT.get("/v1/jobs?tenant=stranger").json().path("items")).isEmpty();
        assertThat(CLIENT.get("/v1/jobs?tenant=*").json().path("items")).isNotEmpty();
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
    }

    @Test
    void manyWaitersCostNoPlatformThreads() {
        var id = submit("watched by many");
        var before = Thread.getAllStackTraces().size();
        var waiters = new java.util.concurrent.CopyOnWriteArrayList<Client.Answer>();
        for (int i = 0; i < 100; i++) {
            Thread.startVirtualThread(
                    () -> waiters.add(CLIENT.get("/v1/jobs/" + id, "Prefer", "wait=20")));
        }
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().size() < before + 40);
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
        await().atMost(SOON).until(() -> waiters.size() == 100);
        assertThat(waiters).allMatch(answer -> answer.text("state").equals("cancelled"));
    }
}
