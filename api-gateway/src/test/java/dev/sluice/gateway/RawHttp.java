package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// What an HTTP client would never send, and what comes back.
final class RawHttp {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /// @param text ISO 8859-1, so that any byte can be written
    Reply send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends all of it, or as much as is taken, and reads until the server closes or says no more.
    Reply send(byte[] request) {
        try (var socket = connect()) {
            var writer = Thread.startVirtualThread(() -> write(socket, request));
            var reply = new Reply(read(socket));
            writer.interrupt();
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
        } catch (IOException e) {
            // the server has closed: what it said before is still to be read
            return;
        }
    }

    private static String read(Socket socket) {
        var all = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(chunk);
                    n >= 0;
                    n = socket.getInputStream().read(chunk)) {
                all.write(chunk, 0, n);
            }
        } catch (IOException e) {
            // reset, or silence: what came is the answer
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /// @param text ISO 8859-1; empty where the server only closed
    record Reply(String text) {
        List<Integer> statuses() {
            return STATUS.matcher(text)
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .filter(status -> status >= 200)
                    .toList();
        }

        /// A problem document with a 4xx status, or nothing but a close.
        void isRefusal(String what) {
            if (text.isEmpty()) {
                return;
            }
            assertThat(statuses()).as("%s: %s", what, text).isNotEmpty();
            assertThat(statuses().getFirst()).as("%s: %s", what, text).isBetween(400, 499);
            assertThat(text)
                    .as(what)
                    .contains("application/problem+json")
                    .doesNotContainIgnoringCase("<html", "Tomcat", "Exception", "\tat ", "java.");
            var length = LENGTH.matcher(text);
            if (length.find()) {
                var start = text.indexOf("\r\n\r\n") + 4;
                var end = start + Integer.parseInt(length.group(1));
                isProblem(what, utf8(text.substring(start, end)));
            }
        }

        private void isProblem(String what, String body) {
            var problem = Json.mapper().readTree(body);
            assertThat(problem.propertyNames())
                    .as(what)
                    .contains("type", "title", "status", "detail", "code", "class", "retryable");
            assertThat(problem.path("status").asInt()).as(what).isEqualTo(statuses().getFirst());
        }

        private static String utf8(String bytes) {
            return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }
}
