package dev.sluice.benchmarks.peer;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.JavaProcess;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.benchmarks.tables.BenchDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A peer in a JVM of its own. It warms up, does the work, and prints how long the work alone took: the
/// start of the JVM and the warm-up count for nobody.
///
/// @param flags of its JVM
/// @param arguments after JDBC URL, user and folder
public record PeerProcess(
        String name,
        List<String> flags,
        String classPath,
        String mainClass,
        List<String> arguments,
        BenchDatabase database,
        long rows,
        Path folder,
        Running running)
        implements Contender {
    private static final Pattern RESULT =
            Pattern.compile("peer rows=(\\d+) seconds=([\\d.]+) bytes=(\\d+)");
    private static final Duration STARTING = Duration.ofMinutes(2);

    /// Slower than any peer that was ever seen: 50,000 rows a second.
    private static final long NANOS_PER_ROW = 20_000;

    @Override
    public Outcome run() {
        var all =
                new ArrayList<>(
                        List.of(database.jdbcUrl(), BenchDatabase.READER, folder.toString()));
        all.addAll(arguments);
        var process =
                running.add(
                        JavaProcess.start(
                                name,
                                flags,
                                classPath,
                                mainClass,
                                all,
                                Map.of("PGPASSWORD", database.password()),
                                folder));
        try {
            var text = process.output(STARTING.plusNanos(rows * NANOS_PER_ROW));
            var result = RESULT.matcher(text);
            if (!result.find()) {
                throw process.failure("did not tell what it did");
            }
            return new Outcome(
                    Double.parseDouble(result.group(2)),
                    Long.parseLong(result.group(1)),
                    Long.parseLong(result.group(3)));
        } catch (NumberFormatException e) {
            throw new BenchmarkFailure("The process %s told nonsense.".formatted(name), e);
        } finally {
            running.end(process);
        }
    }
}
