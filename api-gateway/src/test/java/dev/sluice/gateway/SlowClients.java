package dev.sluice.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Clients that begin a request and then send a byte now and then, half of them with their headers, the
/// others with their bodies.
final class SlowClients implements AutoCloseable {
    private final List<Socket> open = new ArrayList<>();

    /// @param start of a request, up to a whole header
    static SlowClients begin(int count, RawHttp http, String start) throws IOException {
        var clients = new SlowClients();
        for (int i = 0; i < count; i++) {
            clients.open.add(begun(i, http.connect(), start));
        }
        return clients;
    }

    private static Socket begun(int number, Socket socket, String start) throws IOException {
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
        socket.getOutputStream().write((start + more).getBytes(StandardCharsets.ISO_8859_1));
        socket.setSoTimeout(1);
        return socket;
    }

    /// Each sends another byte.
    ///
    /// @return whether the server has closed all of them
    boolean areAllClosed() {
        open.removeIf(SlowClients::closedAfterAnotherByte);
        return open.isEmpty();
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
    public void close() throws IOException {
        for (var socket : open) {
            socket.close();
        }
    }
}
