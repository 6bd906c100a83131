package dev.sluice.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Stands on the wire between Sluice and the server and shows each statement before the server sees it.
final class StatementGate implements AutoCloseable {
    private final ServerSocket door;
    private final URI server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Consumer<String>> watcher = new AtomicReference<>(s -> {});

    StatementGate(TestSource source) throws IOException {
        server = URI.create(source.database().url());
        door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "postgresql://127.0.0.1:" + door.getLocalPort() + server.getPath();
    }

    /// Called with each statement, on the connection's own thread; the statement waits for it.
    void watch(Consumer<String> statements) {
        watcher.set(statements);
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                var there = new Socket(server.getHost(), server.getPort());
                client.setTcpNoDelay(true);
                there.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(there);
                Thread.ofVirtual().start(() -> pump(client, there, true));
                Thread.ofVirtual().start(() -> pump(there, client, false));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void pump(Socket from, Socket to, boolean watched) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                if (watched && buffer[0] == 'Q') {
                    Objects.requireNonNull(watcher.get())
                            .accept(new String(buffer, 5, n - 5, StandardCharsets.UTF_8));
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException closed) {
            // the other side notices by its closed socket
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
