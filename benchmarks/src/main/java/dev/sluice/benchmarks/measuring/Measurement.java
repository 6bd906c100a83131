package dev.sluice.benchmarks.measuring;

import dev.sluice.benchmarks.machine.ProcessorTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run.
///
/// @param ownCpu processor seconds of Sluice, PostgreSQL and the peer; null where unknown
/// @param others processor cores in use by everybody else meanwhile; null where unknown
public record Measurement(
        String contender,
        long rows,
        double seconds,
        long bytes,
        @Nullable Double ownCpu,
        @Nullable Double others) {

    static Measurement of(
            Contender contender,
            Contender.Outcome outcome,
            double wallSeconds,
            Optional<ProcessorTime> before,
            Optional<ProcessorTime> after) {
        var known = before.isPresent() && after.isPresent();
        return new Measurement(
                contender.name(),
                contender.rows(),
                outcome.seconds(),
                outcome.bytes(),
                known ? (Double) after.get().ownSince(before.get()) : null,
                known ? (Double) (after.get().othersSince(before.get()) / wallSeconds) : null);
    }

    double rowsPerSecond() {
        return rows / seconds;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-46s %8.2f s %,12.0f rows/s   own CPU %s s   others %s cores",
                contender,
                seconds,
                rowsPerSecond(),
                number(ownCpu),
                number(others));
    }

    static String number(@Nullable Double value) {
        return value == null ? "?" : String.format(Locale.ROOT, "%.2f", value);
    }
}
