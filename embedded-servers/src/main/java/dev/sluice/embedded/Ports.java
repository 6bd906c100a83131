package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

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
        try (var socket = new ServerSocket()) {
            // as the servers do: a connection in TIME_WAIT does not make a port taken
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// @param wantedBy what would listen there, with the setting that changes it
    /// @throws ServerStartException naming the port when something listens there
    public static void requireFree(String host, int port, String wantedBy) {
        if (!isFree(host, port)) {
            throw new ServerStartException(
                    "Port %d on %s, wanted for %s, is taken by another program."
                            .formatted(port, host, wantedBy));
        }
    }
}
