package dev.sluice.exports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A way to a server that can be cut: open connections break, and new ones break at once.
final class SeverableLink implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final URI target;
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    SeverableLink(String endpoint) throws IOException {
        target = URI.create(endpoint);
        Thread.startVirtualThread(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + entrance.getLocalPort();
    }

    /// Cuts the link when so many more bytes have gone to the server.
    void cutAfter(long bytes) {
        left.set(bytes);
    }

    boolean isCut() {
        return left.get() <= 0;
    }

    void mend() {
        left.set(Long.MAX_VALUE);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                open.add(client);
                if (isCut()) {
                    drop(client);
                    continue;
                }
                var server = new Socket(target.getHost(), target.getPort());
                open.add(server);
                pump(client, server, true);
                pump(server, client, false);
            } catch (IOException _) {
                // the test has ended, or the server refuses: whoever called finds out by itself
            }
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        Thread.startVirtualThread(() -> {
            try (from;
                    to) {
                copy(from.getInputStream(), to.getOutputStream(), counted);
            } catch (IOException _) {
                // one of the two has hung up, which the other now hears
            } finally {
                open.remove(from);
                open.remove(to);
            }
        });
    }

    private void copy(InputStream in, OutputStream out, boolean counted) throws IOException {
        var buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (counted && left.addAndGet(-read) <= 0) {
                open.forEach(SeverableLink::drop);
                return;
            }
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // as cut as it gets
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(SeverableLink::drop);
    }
}
