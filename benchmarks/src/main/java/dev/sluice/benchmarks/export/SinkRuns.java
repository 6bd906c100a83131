package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.peer.PsqlContender;
import dev.sluice.benchmarks.sink.CountingPipeline;
import dev.sluice.benchmarks.tables.LineItemTable;
import dev.sluice.benchmarks.tables.NarrowTable;
import dev.sluice.model.export.ExportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The pipeline with two readers into a counting sink: beside psql, and on tables of growing size.
final class SinkRuns {
    private static final String SINK = "pipeline csv, two readers, counting sink";
    private static final String PARQUET =
            "pipeline parquet (not compressed), two readers, counting sink";

    /// These runs are short, so more of them cost little.
    private static final int LEAST_RUNS = 5;

    private static final int WARM_UPS = 3;
    private static final double MILLION = 1e6;

    /// Beside the table itself: its free space map, and room to breathe.
    private static final double SPARE = 1.2;

    private final Bench bench;

    SinkRuns(Bench bench) {
        this.bench = bench;
    }

    void besidePsql(LineItemTable table) {
        bench.tell("%nThe pipeline into a counting sink ...");
        try (var pipeline = new CountingPipeline(bench.database())) {
            var contenders =
                    List.of(
                            new PsqlContender(
                                    bench.psql(), bench.database(), table.query(), table.rows()),
                            pipeline.contender(SINK, table, ExportFormat.CSV),
                            pipeline.contender(PARQUET, table, ExportFormat.PARQUET));
            for (int i = 0; i < WARM_UPS; i++) {
                contenders.forEach(Contender::run);
            }
            var measured = bench.rounds().run(Math.max(LEAST_RUNS, bench.runs()), contenders);
            bench.report(
                    measured.table(
                            String.format(
                                    Locale.ROOT,
                                    "%,d rows of lineitem, counting sink",
                                    table.rows())));
            bench.goals().ratio(SINK, "psql", measured.ratio(SINK), "1.45", "1.70");
        }
    }

    /// @param wanted from the smallest to the largest
    void growing(List<NarrowTable> wanted) {
        bench.tell("%nTables of five columns into a counting sink ...");
        var tables = wanted.stream().filter(this::load).toList();
        if (tables.isEmpty()) {
            return;
        }
        try (var pipeline = new CountingPipeline(bench.database())) {
            var contenders = new ArrayList<Contender>();
            for (var table : tables) {
                contenders.add(pipeline.contender(name(table), table, ExportFormat.CSV));
            }
            for (int i = 0; i < WARM_UPS; i++) {
                contenders.getFirst().run();
            }
            // the page cache holds what was read last
            contenders.forEach(Contender::run);
            var measured = bench.rounds().run(bench.runs(), contenders);
            bench.report(measured.table("Narrow tables, csv, two readers, counting sink"));
            var costs =
                    new TextTable(
                            "Cost by size",
                            1,
                            List.of("rows", "seconds per million", "of the first"));
            var first = MILLION / measured.speed(name(tables.getFirst()));
            for (var table : tables) {
                var cost = MILLION / measured.speed(name(table));
                var relation = String.format(Locale.ROOT, "%.2f", cost / first);
                costs.add(
                        String.format(Locale.ROOT, "%,d", table.rows()),
                        String.format(Locale.ROOT, "%.3f", cost),
                        relation);
                if (!table.equals(tables.getFirst())) {
                    bench.goals()
                            .add(
                                    "seconds per million rows, " + name(table),
                                    name(tables.getFirst()),
                                    relation,
                                    "0.85 to 1.15",
                                    "1.00");
                }
            }
            bench.report(costs);
        }
    }

    /// @return whether there was room for it
    private boolean load(NarrowTable table) {
        var room = room();
        if (!bench.database().has(table) && table.size() * SPARE > room) {
            bench.tell(
                    "%s is left out: it takes about %.1f GB, and the disk has %.1f GB left.",
                    name(table), table.size() / 1e9, room / 1e9);
            return false;
        }
        bench.load(table);
        return true;
    }

    private long room() {
        try {
            return Files.getFileStore(bench.folder()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(NarrowTable table) {
        return String.format(Locale.ROOT, "narrow, %,d rows", table.rows());
    }
}
