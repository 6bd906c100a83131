package dev.sluice.benchmarks.machine;

import dev.sluice.embedded.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What has to end with the benchmark, also on Ctrl-C: the newest first.
public final class Running implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Running() {}

    public static Running untilTheEnd() {
        var running = new Running();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "bench-stop"));
        return running;
    }

    public synchronized <T extends AutoCloseable> T add(T started) {
        open.push(started);
        return started;
    }

    /// Where a run keeps its data: what is given, else a directory that goes with the run.
    public Path folder(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        try {
            var temporary = Files.createTempDirectory("sluice-bench");
            add(() -> Directories.delete(temporary));
            return temporary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends one before the others; nothing happens where it has ended already.
    public void end(AutoCloseable started) {
        synchronized (this) {
            if (!open.remove(started)) {
                return;
            }
        }
        close(started);
    }

    @Override
    public void close() {
        for (var next = next(); next != null; next = next()) {
            close(next);
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        return open.poll();
    }

    private static void close(AutoCloseable started) {
        try {
            started.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new BenchmarkFailure("Not everything could be stopped: " + e.getMessage(), e);
        }
    }
}
