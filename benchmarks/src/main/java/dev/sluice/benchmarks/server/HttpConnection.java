package dev.sluice.benchmarks.server;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.standalone.cli.client.ServerAddress;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection that is kept open, for one call after the other. It does only what Sluice's
/// answers need: a client that shares the processors must cost as little as it can.
public final class HttpConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUFFER = 16 * 1024;

    private final ServerAddress server;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    public HttpConnection(ServerAddress server) {
        this.server = server;
    }

    public record Answer(int status, String body) {
        /// @throws BenchmarkFailure with the server's words where the status is another
        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new BenchmarkFailure(
                        "The server answered with %d instead of %d: %s"
                                .formatted(status, wanted, body));
            }
            return this;
        }
    }

    public Answer get(String path) {
        return call("GET", path, "");
    }

    /// @param json may be empty
    public Answer post(String path, String json) {
        return call("POST", path, json);
    }

    private Answer call(String method, String path, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var head =
                """
                %s %s HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(
                                method,
                                path,
                                server.base().getAuthority(),
                                server.key(),
                                body.length);
        var start = head.getBytes(StandardCharsets.ISO_8859_1);
        var request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        try {
            var connected = connected();
            connected.getOutputStream().write(request);
            return answer();
        } catch (IOException e) {
            close();
            throw new BenchmarkFailure(
                    "%s %s was not answered: %s".formatted(method, path, e.getMessage()), e);
        }
    }

    private Socket connected() throws IOException {
        if (socket != null) {
            return socket;
        }
        var opened = new Socket();
        opened.setTcpNoDelay(true);
        opened.setSoTimeout((int) PATIENCE.toMillis());
        opened.connect(
                new InetSocketAddress(server.base().getHost(), server.base().getPort()),
                (int) PATIENCE.toMillis());
        socket = opened;
        in = new BufferedInputStream(opened.getInputStream(), BUFFER);
        return opened;
    }

    private Answer answer() throws IOException {
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = headers();
        var body = body(headers);
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            close();
        }
        return new Answer(status, body);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        var length = headers.get("content-length");
        return length == null ? "" : text(Integer.parseInt(length));
    }

    private String chunks() throws IOException {
        var text = new StringBuilder();
        while (true) {
            var length = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
            text.append(text(length));
            line();
            if (length == 0) {
                return text.toString();
            }
        }
    }

    private String text(int length) throws IOException {
        var bytes = stream().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer was cut off");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int letter = stream().read(); letter != '\n'; letter = stream().read()) {
            if (letter < 0) {
                throw new EOFException("the connection was closed");
            }
            if (letter != '\r') {
                line.append((char) letter);
            }
        }
        return line.toString();
    }

    private InputStream stream() throws IOException {
        if (in == null) {
            throw new EOFException("the connection is closed");
        }
        return in;
    }

    @Override
    public void close() {
        var open = socket;
        socket = null;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new BenchmarkFailure("A connection cannot be closed.", e);
            }
        }
    }
}
