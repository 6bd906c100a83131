package dev.sluice.standalone.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads a `text/event-stream` (WHATWG HTML, "Server-sent events").
final class EventReader implements AutoCloseable {
    private final BufferedReader lines;
    private @Nullable String lastId;

    EventReader(InputStream stream, @Nullable String lastId) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.lastId = lastId;
    }

    /// The next event, or null at the end of the stream. An event that the end cuts off is dropped, as
    /// the specification asks.
    @Nullable ServerEvent next() throws IOException {
        var type = "message";
        var data = new StringBuilder();
        var hasData = false;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (hasData) {
                    return new ServerEvent(lastId, type, data.toString());
                }
                type = "message";
                continue;
            }
            var colon = line.indexOf(':');
            var field = colon < 0 ? line : line.substring(0, colon);
            var value = colon < 0 ? "" : withoutLeadingSpace(line.substring(colon + 1));
            switch (field) {
                case "event" -> type = value;
                case "data" -> {
                    data.append(hasData ? "\n" : "").append(value);
                    hasData = true;
                }
                case "id" -> lastId = value.indexOf('\0') < 0 ? value : lastId;
                default -> {
                    // a comment, "retry", or a field of a later version
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static String withoutLeadingSpace(String value) {
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
