package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// One service as a process of its own, started as its image starts it.
final class ServiceProcess implements AutoCloseable {
    /// What the container's memory limit does there.
    private static final String HEAP = "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final String name;
    private final Process process;
    private final Path log;
    private final int managementPort;

    /// @param environment as Compose sets it, with addresses of this machine
    static ServiceProcess start(String service, Map<String, String> environment, Path logs) {
        return new ServiceProcess(service, environment, logs);
    }

    private ServiceProcess(String service, Map<String, String> environment, Path logs) {
        var image = ImageDescription.of(service);
        managementPort = freePort();
        name = service + "-" + managementPort;
        log = logs.resolve(name + ".log");
        var builder = new ProcessBuilder(image.command());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUICE_"));
        builder.environment().putAll(image.environment());
        builder.environment().putAll(environment);
        builder.environment().put("SLUICE_MANAGEMENT_PORT", String.valueOf(managementPort));
        builder.environment().put("JAVA_TOOL_OPTIONS", HEAP);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when the health check of the Compose file says so.
    ServiceProcess awaitHealthy(Duration patience) {
        Awaitility.await(name)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(process.isAlive()).as("%s runs:%n%s", name, log()).isTrue();
                    return healthy();
                });
        return this;
    }

    /// SIGKILL: no hook runs, nothing is given back.
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGSTOP: the process keeps its connections and says nothing more.
    void pause() {
        signal("STOP");
    }

    /// SIGCONT: it goes on as if no time had passed.
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd(Duration.ofSeconds(15));
        if (process.isAlive()) {
            kill();
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean healthy() throws IOException, InterruptedException {
        var command =
                Tree.of(Repository.documents("docker-compose.yml").getFirst())
                        .at("services", "api-gateway", "healthcheck", "test")
                        .list()
                        .stream()
                        .skip(1)
                        .map(Tree::text)
                        .map(part -> part.replace("8081", String.valueOf(managementPort)))
                        .toList();
        var check = new ProcessBuilder(command);
        check.environment().keySet().retainAll(List.of("PATH"));
        check.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        var running = check.start();
        if (!running.waitFor(5, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            return false;
        }
        return running.exitValue() == 0;
    }

    private void awaitEnd(Duration patience) {
        try {
            process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
