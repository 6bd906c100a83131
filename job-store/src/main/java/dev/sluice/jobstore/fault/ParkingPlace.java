package dev.sluice.jobstore.fault;

import dev.sluice.model.fault.PausePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Parks the thread that reaches a wanted [PausePoint], in a directory that the program which injects
/// faults shares with all processes: it creates a file with the name of the point; the first process to
/// reach the point takes that file away, writes `<POINT>.reached` with its pid, and its thread stands
/// still until it is killed, or until that file is gone. Other threads, heartbeats among them, go on.
///
/// Never in production: nobody listens unless the environment variable `SLUICE_PAUSE_POINTS` names the
/// directory.
public final class ParkingPlace {
    static final String VARIABLE = "SLUICE_PAUSE_POINTS";
    static final String REACHED = ".reached";

    private static final Logger LOG = LoggerFactory.getLogger(ParkingPlace.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Path directory;

    ParkingPlace(Path directory) {
        this.directory = directory;
    }

    /// Listens for the rest of this process's life where the environment asks for it.
    public static void openIfWanted(Map<String, String> environment) {
        var directory = environment.get(VARIABLE);
        if (directory != null && !directory.isBlank()) {
            LOG.warn("{} is set: this process may be held still at its pause points", VARIABLE);
            PausePoint.listen(new ParkingPlace(Path.of(directory))::reached);
        }
    }

    void reached(PausePoint point) {
        if (claimed(point)) {
            LOG.warn("Held still at {}", point);
            park(announce(point));
            LOG.warn("Going on from {}", point);
        }
    }

    /// Of several who get there, one finds the file to delete.
    private boolean claimed(PausePoint point) {
        var wanted = directory.resolve(point.name());
        if (!Files.exists(wanted)) {
            return false;
        }
        try {
            Files.delete(wanted);
            return true;
        } catch (NoSuchFileException _) {
            return false; // another was there first
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Appears with its contents at once.
    private Path announce(PausePoint point) {
        var reached = directory.resolve(point.name() + REACHED);
        try {
            var part = Files.createTempFile(directory, point.name(), ".part");
            Files.writeString(part, Long.toString(ProcessHandle.current().pid()));
            return Files.move(part, reached, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void park(Path reached) {
        while (Files.exists(reached) && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
