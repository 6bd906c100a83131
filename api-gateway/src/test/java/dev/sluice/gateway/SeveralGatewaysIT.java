package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every gateway serves every stream: a client goes on at another one, or at the same one started anew.
class SeveralGatewaysIT extends GatewayTestCase {
    private static final String OF_TENANT = "/v1/events";

    @Test
    void streamsGoOnWithoutGapOrRepeatWhenTheirGatewayGoes() throws Exception {
        var seen = new ArrayList<SseReader.Event>();
        var ofTenant = new ArrayList<SseReader.Event>();
        String job;
        String path;
        try (var second = startWithSource()) {
            try (var first = second.another()) {
                job = first.client().post("/v1/analyses", "{\"question\": \"one\"}").text("id");
                path = "/v1/jobs/" + job + "/events";
                try (var stream = first.client().stream(path);
                        var all = first.client().stream(OF_TENANT)) {
                    readUntil(stream.events(), seen, 1);
                    first.client().post("/v1/analyses", "{\"question\": \"two\"}");
                    readUntil(all.events(), ofTenant, 1);
                }
            }
            // what happened while nobody listened is not lost
            var other =
                    second.client().post("/v1/analyses", "{\"question\": \"three\"}").text("id");
            second.client().post("/v1/jobs/" + job + "/cancel", null);
            try (var stream = second.client().stream(path, "Last-Event-ID", last(seen))) {
                seen.addAll(stream.events().untilEnd());
            }
            try (var all = second.client().stream(OF_TENANT, "Last-Event-ID", last(ofTenant))) {
                readUntil(all.events(), ofTenant, 3);
                assertThat(ofTenant).extracting(SeveralGatewaysIT::job).contains(other, job);
            }
            assertThat(seen).extracting(SseReader.Event::id).containsExactly("1", "2", "3");
            assertThat(seen.getLast().type()).isEqualTo("done");
            startsAnew(second, path, seen);
        }
        assertThat(ofTenant.stream().map(event -> Long.parseLong(event.id())).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /// The sequencer is the other gateway's from now on, and counts on.
    private static void startsAnew(Gateway stopped, String path, List<SseReader.Event> seen)
            throws Exception {
        var before = new ArrayList<SseReader.Event>();
        try (var all = stopped.client().stream(OF_TENANT)) {
            stopped.client().post("/v1/analyses", "{\"question\": \"four\"}");
            readUntil(all.events(), before, 1);
        }
        var position = last(before);
        try (var anew = stopped.another()) {
            stopped.close();
            try (var stream = anew.client().stream(path, "Last-Event-ID", "1")) {
                assertThat(stream.events().untilEnd()).isEqualTo(seen.subList(1, seen.size()));
            }
            var job = anew.client().post("/v1/analyses", "{\"question\": \"five\"}").text("id");
            try (var all = anew.client().stream(OF_TENANT, "Last-Event-ID", position)) {
                var event = all.events().next();
                assertThat(event).isNotNull();
                assertThat(job(event)).isEqualTo(job);
                assertThat(Long.parseLong(event.id())).isGreaterThan(Long.parseLong(position));
            }
        }
    }

    private static Gateway startWithSource() {
        var gateway = Gateway.start(Map.of());
        assertThat(gateway.client().post("/v1/sources", source("shop")).status()).isEqualTo(201);
        return gateway;
    }

    private static void readUntil(SseReader reader, List<SseReader.Event> seen, int count) {
        for (int i = 0; i < count; i++) {
            var event = reader.next();
            assertThat(event).isNotNull();
            seen.add(event);
        }
    }

    private static String last(List<SseReader.Event> seen) {
        return seen.getLast().id();
    }

    private static String job(SseReader.Event event) {
        return event.json().path("job_id").asString();
    }
}
