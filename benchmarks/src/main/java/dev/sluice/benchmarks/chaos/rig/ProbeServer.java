package dev.sluice.benchmarks.chaos.rig;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Says that a server process is ready, for as long as it is.
final class ProbeServer {
    private static final int OK = 200;

    private ProbeServer() {}

    /// @param server closed when this process is asked to stop
    static void untilTheEnd(int port, AutoCloseable server) throws IOException {
        var probe =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5);
        probe.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(OK, -1);
                    exchange.close();
                });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(probe, server), "stop"));
        probe.start();
    }

    private static void stop(HttpServer probe, AutoCloseable server) {
        probe.stop(0);
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }
}
