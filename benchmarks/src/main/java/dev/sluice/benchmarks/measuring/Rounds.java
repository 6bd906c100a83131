package dev.sluice.benchmarks.measuring;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.ProcessorTime;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// Runs contenders in turn, so that a change of the machine's mood meets them all.
///
/// @param server the process id of the database server's first process
public record Rounds(PrintWriter out, long server) {
    public Measurements run(int runs, List<Contender> contenders) {
        var measured = new Measurements();
        for (int run = 1; run <= runs; run++) {
            for (var contender : contenders) {
                var measurement = measure(contender);
                out.printf(Locale.ROOT, "run %d  %s%n", run, measurement.line());
                out.flush();
                measured.add(measurement);
            }
        }
        return measured;
    }

    private Measurement measure(Contender contender) {
        var before = ProcessorTime.now(server);
        var start = System.nanoTime();
        var outcome = contender.run();
        var wall = (System.nanoTime() - start) / 1e9;
        var after = ProcessorTime.now(server);
        if (outcome.rows() != -1 && outcome.rows() != contender.rows()) {
            throw new BenchmarkFailure(
                    "%s wrote %d rows of %d."
                            .formatted(contender.name(), outcome.rows(), contender.rows()));
        }
        return Measurement.of(contender, outcome, wall, before, after);
    }
}
