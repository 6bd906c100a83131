package dev.sluice.gateway.events;

import dev.sluice.model.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes one event stream. Every write goes to the client before the next event is read: a slow client
/// costs one page of events, no more.
final class SseWriter {
    private final OutputStream out;

    private SseWriter(OutputStream out) {
        this.out = out;
    }

    static SseWriter begin(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // nginx and its kin would otherwise hold events back
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        return new SseWriter(response.getOutputStream());
    }

    /// @param data one line
    void event(long id, String type, String data) throws IOException {
        var event = "id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
    }

    void event(long id, String type, Object data) throws IOException {
        event(id, type, Json.write(data));
    }

    /// A comment that also moves the client's position: an event stream may carry an id without an
    /// event, so that a client which saw nothing yet resumes from here too.
    void position(long id) throws IOException {
        out.write((": from\nid: " + id + "\n\n").getBytes(StandardCharsets.UTF_8));
        flush();
    }

    void comment() throws IOException {
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        flush();
    }

    void flush() throws IOException {
        out.flush();
    }
}
