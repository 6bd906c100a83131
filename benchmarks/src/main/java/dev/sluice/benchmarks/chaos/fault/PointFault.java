package dev.sluice.benchmarks.chaos.fault;

import dev.sluice.model.fault.PausePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/// A step at which a process is wanted to stand still: a file that the first to get there takes away.
final class PointFault implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Path wanted;
    private final Path reached;

    private PointFault(Path wanted, Path reached) {
        this.wanted = wanted;
        this.reached = reached;
    }

    static PointFault arm(Path directory, PausePoint point) {
        var fault =
                new PointFault(
                        directory.resolve(point.name()),
                        directory.resolve(point.name() + ".reached"));
        try {
            Files.createFile(fault.wanted);
            return fault;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The pid of whoever stands there; empty when nobody came in time.
    OptionalLong await(Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            if (Files.exists(reached)) {
                return pid();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return disarmed() ? OptionalLong.empty() : pid();
    }

    private boolean disarmed() {
        try {
            return Files.deleteIfExists(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OptionalLong pid() {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(reached).strip()));
        } catch (NoSuchFileException _) {
            return OptionalLong
                    .empty(); // it died between taking the one file and writing the other
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets whoever stands there go on.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(wanted);
            Files.deleteIfExists(reached);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
