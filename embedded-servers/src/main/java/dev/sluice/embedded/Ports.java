package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/// TCP ports of this machine.
public final class Ports {
    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /// A port of the loopback interface that nothing listens on right now.
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isFree(String host, int port) {
        try {
            listen(host, port);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// @param wantedBy what would listen there, with the setting that changes it
    /// @throws ServerStartException naming the port when nothing can listen there, and why
    public static void requireFree(String host, int port, String wantedBy) {
        try {
            listen(host, port);
        } catch (IOException e) {
            throw new ServerStartException(
                    "Port %d on %s, wanted for %s, %s.".formatted(port, host, wantedBy, trouble(e)),
                    e);
        }
    }

    private static void listen(String host, int port) throws IOException {
        try (var socket = new ServerSocket()) {
            // as the servers do: a connection in TIME_WAIT does not make a port taken
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        }
    }

    /// A low port and an address of another machine are no less free than others, and yet refused.
    private static String trouble(IOException e) {
        if (e instanceof UnknownHostException) {
            return "cannot be used: this machine knows no such address";
        }
        var words = String.valueOf(e.getMessage());
        return words.contains("in use")
                ? "is taken by another program"
                : "cannot be used: " + words;
    }
}
