package dev.sluice.gateway;

import dev.sluice.fixtures.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A gateway as a process of its own with a small heap, which can be killed.
final class GatewayProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);

    private final Process process;
    private final Path log;
    private final int port = freePort();

    private GatewayProcess(Map<String, Object> properties) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path", "."),
                                GatewayApplication.class.getName()));
        var all = new HashMap<>(properties);
        all.put("sluice.port", port);
        all.put("sluice.management-port", freePort());
        all.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            var folder = Files.createDirectories(Path.of("target", "processes"));
            log = folder.resolve("gateway-" + port + ".log");
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .directory(new File("."))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns at once; see [#awaitHealthy].
    static GatewayProcess start(PostgresServer.Database database, Map<String, Object> more) {
        var properties = Gateway.properties(database);
        properties.putAll(more);
        return new GatewayProcess(properties);
    }

    GatewayProcess awaitHealthy() {
        var client = new Client(port, null);
        Awaitility.await("the gateway")
                .atMost(START)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the gateway has ended:\n" + log());
                    }
                    return listens() && client.get("/v1/health").status() == 200;
                });
        return this;
    }

    private boolean listens() {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    int port() {
        return port;
    }

    Client client() {
        return new Client(port, Gateway.KEY);
    }

    /// Bytes of everything that is reachable, which a full collection counts.
    long liveBytes() {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var counting =
                    new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            var total =
                    new String(counting.getInputStream().readAllBytes())
                            .lines()
                            .filter(line -> line.startsWith("Total"))
                            .findFirst()
                            .orElseThrow();
            return Long.parseLong(total.strip().split("\\s+")[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL: no hook runs.
    void kill() {
        process.destroyForcibly();
        awaitEnd(10);
    }

    /// SIGTERM.
    void stop() {
        process.destroy();
        awaitEnd(20);
    }

    private void awaitEnd(int seconds) {
        try {
            process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        if (process.isAlive()) {
            kill();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
