package dev.sluice.gateway.events;

import dev.sluice.model.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes one event stream. Every write goes to the client before more is read, so a slow client costs
/// what was read at once, and no more.
final class SseWriter {
    /// Characters that are encoded at once: what a stuck client makes us hold is a page and this.
    private static final int STRIDE = 1024;

    private final OutputStream out;

    SseWriter(OutputStream out) {
        this.out = out;
    }

    static void headers(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // nginx and its kin would otherwise hold events back
        response.setHeader("X-Accel-Buffering", "no");
    }

    void event(long id, String type, Object data) throws IOException {
        begin(id, type);
        text(Json.write(data));
        end();
    }

    /// Begins an event; its [#text], in any number of pieces, and its [#end] follow.
    void begin(long id, String type) throws IOException {
        write("id: " + id + "\nevent: " + type + "\ndata: ");
    }

    /// @param text of one line
    void text(String text) throws IOException {
        for (int from = 0; from < text.length(); ) {
            var to = Math.min(from + STRIDE, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            write(text.substring(from, to));
            from = to;
        }
    }

    void end() throws IOException {
        write("\n\n");
    }

    /// A comment that also moves the client's position: an event stream may carry an id without an
    /// event, so that a client which saw nothing yet resumes from here too.
    void position(long id) throws IOException {
        write(": from\nid: " + id + "\n\n");
        flush();
    }

    void comment() throws IOException {
        write(":\n\n");
        flush();
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
