package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A JVM of the rig: started with the same words each time, and killed, stopped and continued in between.
public final class Member implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);
    private static final int OK = 200;

    /// Small, and soon warm: a start costs some processor seconds.
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xss512k",
                    "-XX:+ExitOnOutOfMemoryError");

    /// How a member is started.
    ///
    /// @param heap as `-Xmx` takes it
    /// @param probe answers 200 when the member is ready
    public record Words(
            String name,
            String heap,
            String classPath,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment,
            URI probe) {}

    private final Words words;
    private final Path logs;
    private final HttpClient http;
    private int starts;
    private @Nullable JavaProcess process;
    private boolean paused;

    Member(Words words, Path logs, HttpClient http) {
        this.words = words;
        this.logs = logs;
        this.http = http;
    }

    public String name() {
        return words.name();
    }

    /// Returns before it is ready.
    public synchronized void start() {
        var flags = new java.util.ArrayList<>(FLAGS);
        flags.add("-Xmx" + words.heap());
        starts++;
        paused = false;
        process =
                JavaProcess.start(
                        words.name() + "." + starts,
                        flags,
                        words.classPath(),
                        words.mainClass(),
                        words.arguments(),
                        words.environment(),
                        logs);
    }

    /// @throws BenchmarkFailure when it ends instead, or takes too long
    public void awaitReady() {
        var deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady()) {
            var running = running();
            if (running == null) {
                throw new BenchmarkFailure(words.name() + " was never started.");
            }
            running.requireAlive();
            if (System.nanoTime() > deadline) {
                throw running.failure(
                        "is not ready after %d s".formatted(LONGEST_START.toSeconds()));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    public boolean isReady() {
        try {
            var request =
                    HttpRequest.newBuilder(words.probe()).timeout(Duration.ofSeconds(3)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException _) {
            return false; // not yet, or not any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }

    /// Of the process that runs now or ran last; 0 before the first start.
    public long pid() {
        var running = running();
        return running == null ? 0 : running.pid();
    }

    public boolean isAlive() {
        return handle() != null;
    }

    /// SIGKILL; returns when it has gone.
    public void kill() {
        var handle = handle();
        if (handle != null) {
            handle.destroyForcibly();
            awaitEnd(handle);
        }
    }

    /// SIGTERM; killed where it takes longer than [#LONGEST_END].
    public void terminate() {
        var handle = handle();
        if (handle == null) {
            return;
        }
        resume();
        handle.destroy();
        if (!awaitEnd(handle)) {
            kill();
        }
    }

    /// SIGSTOP: it keeps its connections and says nothing more.
    public synchronized void pause() {
        paused = true;
        signal("STOP");
    }

    /// SIGCONT: it goes on as if no time had passed.
    public synchronized void resume() {
        if (paused) {
            paused = false;
            signal("CONT");
        }
    }

    @Override
    public void close() {
        terminate();
    }

    private synchronized @Nullable JavaProcess running() {
        return process;
    }

    private @Nullable ProcessHandle handle() {
        return ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).orElse(null);
    }

    private void signal(String signal) {
        if (handle() == null) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new BenchmarkFailure("No signal could be sent to " + words.name() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaitEnd(ProcessHandle handle) {
        try {
            handle.onExit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
