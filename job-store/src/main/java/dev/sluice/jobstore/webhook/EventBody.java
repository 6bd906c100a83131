package dev.sluice.jobstore.webhook;

import dev.sluice.model.Json;
import dev.sluice.model.job.Job;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Bodies of deliveries. Links begin with `/v1/`; the gateway that sends first sets its public address
/// before them.
final class EventBody {
    private EventBody() {}

    /// @param sequence of the job's event
    static String of(EventType type, Job job, long sequence, Instant at) {
        var data = new LinkedHashMap<String, Object>();
        data.put("job_id", job.id());
        data.put("sequence", sequence);
        data.put("state", job.state());
        data.put("type", job.type());
        data.put("links", job.links());
        return of(type, at, data);
    }

    /// What happened to an endpoint. Its address is left out: it may hold a secret, and goes to others.
    ///
    /// @param more beside the endpoint's id and link
    static String ofEndpoint(
            EventType type, String endpointId, Map<String, Object> more, Instant at) {
        var data = new LinkedHashMap<String, Object>();
        data.put("endpoint_id", endpointId);
        data.putAll(more);
        data.put("links", Map.of("self", "/v1/webhooks/" + endpointId));
        return of(type, at, data);
    }

    private static String of(EventType type, Instant at, Map<String, Object> data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type.word());
        body.put("timestamp", at);
        body.put("data", data);
        return Json.write(body);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
