package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventsIT extends GatewayTestCase {
    @Test
    void streamsAJobFromItsFirstEventToDone() {
        try (var worker =
                GATEWAY.worker(job -> {
                    job.thought("thinking");
                    job.sql("SELECT 1");
                    job.succeed(answer("done"));
                })) {
            var id = JobsIT.submit("streamed");
            List<SseReader.Event> events;
            try (var stream = CLIENT.stream("/v1/jobs/" + id + "/events")) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
                assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
                events = stream.events().untilEnd();
            }

            assertThat(events.getFirst().id()).isEqualTo("1");
            assertThat(events.getLast().type()).isEqualTo("done");
            assertThat(events).extracting(SseReader.Event::type).contains("thought", "sql", "data");
            for (int i = 0; i < events.size(); i++) {
                var event = events.get(i);
                assertThat(event.id()).isEqualTo(Integer.toString(i + 1));
                assertThat(event.json().path("job_id").asString()).isEqualTo(id);
                assertThat(event.json().path("sequence").asInt()).isEqualTo(i + 1);
                assertThat(event.json().has("at")).isTrue();
            }
            resumesWithoutLossOrRepetition(id, events);
        }
    }

    private static void resumesWithoutLossOrRepetition(String id, List<SseReader.Event> events) {
        var path = "/v1/jobs/" + id + "/events";
        try (var stream = CLIENT.stream(path, "Last-Event-ID", "3")) {
            assertThat(stream.events().untilEnd()).isEqualTo(events.subList(3, events.size()));
        }
        var done = events.getLast().id();
        assertThat(CLIENT.get(path, "Last-Event-ID", done).status()).isEqualTo(204);
        assertThat(CLIENT.get(path, "Last-Event-ID", done + "0").status()).isEqualTo(204);
    }

    @Test
    void endsOpenStreamsWhenTheJobIsCancelled() {
        var id = JobsIT.submit("cancelled while watched");
        try (var stream = CLIENT.stream("/v1/jobs/" + id + "/events")) {
            var events = stream.events();
            assertThat(String.valueOf(events.next())).contains("queued");

            CLIENT.post("/v1/jobs/" + id + "/cancel", null);

            var rest = events.untilEnd();
            assertThat(rest.getLast().type()).isEqualTo("done");
            assertThat(rest.getLast().json().path("state").asString()).isEqualTo("cancelled");
        }
    }

    @Test
    void resynchronisesAClientWhosePositionIsGone() throws Exception {
        var id = JobsIT.submit("events forgotten");
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
        try (var connection = GATEWAY.database();
                var forget =
                        connection.prepareStatement(
                                "DELETE FROM job_event WHERE job_id = ? AND sequence < 3")) {
            forget.setString(1, id);
            forget.execute();
        }

        try (var stream = CLIENT.stream("/v1/jobs/" + id + "/events", "Last-Event-ID", "1")) {
            var events = stream.events().untilEnd();
            assertThat(events).hasSize(1);
            assertThat(events.getFirst().type()).isEqualTo("resync");
            assertThat(events.getFirst().id()).isEqualTo("3");
            assertThat(events.getFirst().json().at("/job/state").asString()).isEqualTo("cancelled");
            assertThat(events.getFirst().json().path("sequence").asInt()).isEqualTo(3);
        }
        try (var stream = CLIENT.stream("/v1/jobs/" + id + "/events")) {
            assertThat(stream.events().untilEnd())
                    .extracting(SseReader.Event::type)
                    .containsExactly("done");
        }
    }

    @Test
    void streamsAllJobsOfTheTenantFromNowAndResumes() throws Exception {
        var tenantClient =
                GATEWAY.client(
                        GATEWAY.key("streaming", "jobs:read", "jobs:write", "sources:admin"));
        assertThat(tenantClient.post("/v1/sources", source("shop")).status()).isEqualTo(201);
        JobsIT.submit("of another tenant");
        String first;
        String position;
        try (var stream = tenantClient.stream("/v1/events")) {
            var events = stream.events();
            first = tenantClient.post("/v1/analyses", "{\"question\": \"one\"}").text("id");
            var event = events.next();
            assertThat(event).isNotNull();
            assertThat(event.type()).isEqualTo("state");
            assertThat(event.json().path("job_id").asString()).isEqualTo(first);
            position = event.id();
        }
        var second = tenantClient.post("/v1/analyses", "{\"question\": \"two\"}").text("id");
        try (var stream = tenantClient.stream("/v1/events", "Last-Event-ID", position)) {
            var event = stream.events().next();
            assertThat(event).isNotNull();
            assertThat(event.json().path("job_id").asString()).isEqualTo(second);
        }
        try (var stream = tenantClient.stream("/v1/events", "Last-Event-ID", "999999999")) {
            var event = stream.events().next();
            assertThat(event).isNotNull();
            assertThat(event.type()).isEqualTo("resync");
            assertThat(event.json().path("job").isNull()).isTrue();
            assertThat(event.json().path("job_id").isNull()).isTrue();
        }
    }

    @Test
    void streamsAnEventOfMegabytesPieceByPiece() throws Exception {
        var id = JobsIT.submit("says a lot");
        // four bytes, two chars, one character: pieces must not cut it
        var content = "\uD83D\uDE80 and ".repeat(200_000);
        try (var connection = GATEWAY.database();
                var say =
                        connection.prepareStatement(
                                """
                                WITH counted AS (
                                    UPDATE job SET last_sequence = 2 WHERE id = ? RETURNING *)
                                INSERT INTO job_event (job_id, sequence, tenant_id, at, type, data)
                                SELECT id, 2, tenant_id, now(), 'thought', json_build_object(
                                    'job_id', id, 'sequence', 2, 'at', now(), 'content', ?)
                                FROM counted
                                """)) {
            say.setString(1, id);
            say.setString(2, content);
            say.execute();
        }
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);

        try (var stream = CLIENT.stream("/v1/jobs/" + id + "/events")) {
            var events = stream.events().untilEnd();
            assertThat(events).extracting(SseReader.Event::id).containsExactly("1", "2", "3", "4");
            assertThat(events.get(1).json().path("content").asString()).isEqualTo(content);
        }
    }

    @Test
    void manyStreamsHearOfTheEnd() throws Exception {
        var id = JobsIT.submit("watched by many streams");
        var ended = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            Thread.startVirtualThread(() -> {
                try (var stream = CLIENT.stream("/v1/jobs/" + id + "/events")) {
                    if (stream.events().untilEnd().getLast().type().equals("done")) {
                        ended.countDown();
                    }
                }
            });
        }
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);

        assertThat(ended.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
}
