package dev.sluice.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Clients that begin a request and then send a byte now and then: half of them are slow with their
/// headers, the others with their bodies.
final class SlowClients implements AutoCloseable {
    private final RawHttp raw;
    private final String line;
    private final List<Socket> open = new ArrayList<>();
    private int opened;
    private int closed;

    SlowClients(RawHttp raw, String key) {
        this.raw = raw;
        line =
                """
                POST /v1/analyses HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                """
                        .formatted(key);
    }

    void fillUpTo(int count) {
        while (open.size() < count) {
            open.add(begun(opened++));
        }
    }

    private Socket begun(int number) {
        var more =
                switch (number % 4) {
                    case 0 ->
                            "Content-Length: 900000\r\n\r\n"
                                    + "{\"question\": \""
                                    + "x".repeat(2_000);
                    case 1 -> "Transfer-Encoding: chunked\r\n\r\n10\r\n{";
                    case 2 -> "X-Slow: ";
                    default -> "";
                };
        try {
            var socket = raw.connect();
            socket.getOutputStream().write((line + more).getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(1);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Another byte from each.
    ///
    /// @return how many the gateway has not closed
    int trickle() {
        var before = open.size();
        open.removeIf(SlowClients::closedAfterAnotherByte);
        closed += before - open.size();
        return open.size();
    }

    int opened() {
        return opened;
    }

    int closed() {
        return closed;
    }

    private static boolean closedAfterAnotherByte(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            while (socket.getInputStream().read() >= 0) {
                // an answer, 408, which comes before the close
            }
            socket.close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
