package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What a server wrote into its lock file `postmaster.pid`: whoever holds the directory, or held it.
record Postmaster(long pid) {

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    static Optional<Postmaster> of(Path data) {
        try (var lines = Files.lines(file(data))) {
            return lines.findFirst()
                    .filter(line -> line.matches("\\d+"))
                    .map(Long::parseLong)
                    .map(Postmaster::new);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ServerStartException("%s cannot be read.".formatted(file(data)), e);
        }
    }

    /// Whether the process lives and is a PostgreSQL, not a later program under the same number.
    boolean isRunning() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith("postgres"))
                .isPresent();
    }
}
