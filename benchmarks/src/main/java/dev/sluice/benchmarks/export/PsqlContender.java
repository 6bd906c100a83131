package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.lineitem.LineItemDatabase;
import dev.sluice.embedded.PostgresProcess;

/// The yardstick: wall time from the start of psql to its end.
record PsqlContender(Psql psql, PostgresProcess server, LineItemDatabase database, String query)
        implements Contender {
    @Override
    public String name() {
        return "psql COPY csv > /dev/null";
    }

    @Override
    public Outcome run() {
        var start = System.nanoTime();
        psql.copyToNowhere(
                server, LineItemDatabase.NAME, LineItemDatabase.READER, database.password(), query);
        return new Outcome((System.nanoTime() - start) / 1e9, -1, 0);
    }
}
