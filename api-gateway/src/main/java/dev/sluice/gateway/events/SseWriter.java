package dev.sluice.gateway.events;

import dev.sluice.model.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes one event stream, in its turn. Every write goes to the client before more is read, so a slow
/// client costs what was read at once, and no more; while it takes nothing, others have the turn.
final class SseWriter {
    /// Characters that are encoded at once.
    private static final int STRIDE = 1024;

    private final StreamConnection client;
    private final Turns turns;
    private byte[] waiting = new byte[0];
    private int length;

    SseWriter(StreamConnection client, Turns turns) {
        this.client = client;
        this.turns = turns;
    }

    static void headers(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // nginx and its kin would otherwise hold events back
        response.setHeader("X-Accel-Buffering", "no");
    }

    void event(long id, String type, Object data) throws IOException, InterruptedException {
        begin(id, type);
        text(Json.write(data));
        end();
    }

    /// Begins an event; its [#text], in any number of pieces, and its [#end] follow.
    void begin(long id, String type) throws IOException, InterruptedException {
        write("id: " + id + "\nevent: " + type + "\ndata: ");
    }

    /// @param text of one line
    void text(String text) throws IOException, InterruptedException {
        for (int from = 0; from < text.length(); ) {
            var to = Math.min(from + STRIDE, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            write(text.substring(from, to));
            from = to;
        }
    }

    void end() throws IOException, InterruptedException {
        write("\n\n");
    }

    /// A comment that also moves the client's position: an event stream may carry an id without an
    /// event, so that a client which saw nothing yet resumes from here too.
    void position(long id) throws IOException, InterruptedException {
        write(": from\nid: " + id + "\n\n");
        flush();
    }

    void comment() throws IOException, InterruptedException {
        write(":\n\n");
        flush();
    }

    /// Returns when the client's socket has taken everything.
    void flush() throws IOException, InterruptedException {
        if (length > 0 && !client.offer(waiting, length)) {
            length = 0;
            turns.apart(client::awaitTaken);
        }
        length = 0;
        // who only waits keeps no buffer
        waiting = new byte[0];
    }

    private void write(String text) throws IOException, InterruptedException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; ) {
            if (length == StreamConnection.ROOM) {
                flush();
            }
            if (waiting.length == 0) {
                waiting = new byte[StreamConnection.ROOM];
            }
            var fitting = Math.min(bytes.length - from, StreamConnection.ROOM - length);
            System.arraycopy(bytes, from, waiting, length, fitting);
            length += fitting;
            from += fitting;
        }
    }
}
