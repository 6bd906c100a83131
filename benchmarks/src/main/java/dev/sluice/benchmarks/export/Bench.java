package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.Rounds;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.peer.Psql;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.benchmarks.tables.Table;
import dev.sluice.standalone.embedded.Secrets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What every part of the benchmark works with.
///
/// @param folder for everything that is written
/// @param runs of each contender
/// @param tables takes what was measured
record Bench(
        PrintWriter out,
        Installation installation,
        BenchDatabase database,
        Secrets secrets,
        Psql psql,
        Path folder,
        int runs,
        Running running,
        Goals goals,
        List<TextTable> tables) {

    Rounds rounds() {
        return new Rounds(out, database.server().pid().orElseThrow());
    }

    /// A sentence for the person who waits.
    void tell(String sentence, Object... values) {
        out.printf(Locale.ROOT, sentence + "%n", values);
        out.flush();
    }

    void load(Table table) {
        tell("%s, %,d rows ...", table.name(), table.rows());
        var start = System.nanoTime();
        var loaded = database.ensure(table);
        tell(
                loaded ? "Loaded in %.0f s." : "Kept from an earlier run.",
                (System.nanoTime() - start) / 1e9);
    }

    /// Prints it now, and keeps it for the page.
    void report(TextTable table) {
        out.println();
        out.print(table.text());
        out.println();
        out.flush();
        tables.add(table);
    }
}
