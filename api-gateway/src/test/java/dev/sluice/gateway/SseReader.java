package dev.sluice.gateway;

import dev.sluice.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads an event stream as the HTML standard says.
final class SseReader {
    private final BufferedReader lines;
    private @Nullable String lastId;

    SseReader(InputStream in) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /// Position that a reconnecting client would send.
    @Nullable String lastId() {
        return lastId;
    }

    /// The next event; null at the end of the stream.
    @Nullable Event next() {
        var type = "message";
        var data = new StringBuilder();
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        return new Event(String.valueOf(lastId), type, data.toString());
                    }
                    continue;
                }
                var colon = line.indexOf(':');
                var field = colon < 0 ? line : line.substring(0, colon);
                var value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
                switch (field) {
                    case "id" -> lastId = value;
                    case "event" -> type = value;
                    case "data" -> data.append(value);
                    default -> {}
                }
            }
            return null;
        } catch (IOException e) {
            throw new AssertionError("the stream broke", e);
        }
    }

    List<Event> untilEnd() {
        var events = new ArrayList<Event>();
        for (var event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    record Event(String id, String type, String data) {
        JsonNode json() {
            return Json.mapper().readTree(data);
        }
    }
}
