package dev.sluice.benchmarks.peer;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.tables.BenchDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// PostgreSQL's own client: the fastest ordinary way to bring a result out of the server as CSV.
public record Psql(Path program) {

    /// The first on the PATH.
    public static Optional<Psql> find(String path) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "psql"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Psql::new);
    }

    /// What `psql --version` prints.
    public String version() {
        var process = start(new ProcessBuilder(program.toString(), "--version"));
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "psql of unknown version";
        }
    }

    /// Sends `COPY (query) TO STDOUT (FORMAT csv)` and throws away what comes; returns at its end.
    void copyToNowhere(BenchDatabase database, String query) {
        var server = database.server();
        var command =
                new ProcessBuilder(
                        List.of(
                                program.toString(),
                                "--no-psqlrc",
                                "--quiet",
                                "--host=" + server.host(),
                                "--port=" + server.port(),
                                "--username=" + BenchDatabase.READER,
                                "--dbname=" + BenchDatabase.NAME,
                                "--command=COPY (" + query + ") TO STDOUT (FORMAT csv)"));
        command.environment().put("PGPASSWORD", database.password());
        command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.redirectError(ProcessBuilder.Redirect.INHERIT);
        var process = start(command);
        try {
            var exit = process.waitFor();
            if (exit != 0) {
                throw new BenchmarkFailure("psql ended with " + exit + "; its words are above.");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }

    private static Process start(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new BenchmarkFailure("psql cannot be started: " + e.getMessage() + ".", e);
        }
    }
}
