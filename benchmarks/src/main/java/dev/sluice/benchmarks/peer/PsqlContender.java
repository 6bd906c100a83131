package dev.sluice.benchmarks.peer;

import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.benchmarks.tables.BenchDatabase;

/// The yardstick: one connection, and wall time from the start of psql to its end.
public record PsqlContender(Psql psql, BenchDatabase database, String query, long rows)
        implements Contender {
    public static final String NAME = "psql COPY csv > /dev/null";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome run() {
        var start = System.nanoTime();
        psql.copyToNowhere(database, query);
        return Outcome.since(start, -1, 0);
    }
}
