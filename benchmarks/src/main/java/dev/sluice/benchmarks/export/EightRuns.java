package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.benchmarks.server.JobContender;
import dev.sluice.benchmarks.server.JobsContender;
import dev.sluice.benchmarks.server.ServiceProcesses;
import dev.sluice.benchmarks.tables.LineItemTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Eight exports at once beside one alone, by the same worker with the same small heap.
final class EightRuns {
    private static final int EIGHT = 8;
    private static final int WARM_UPS = 2;

    private final Bench bench;
    private final LineItemTable table;

    EightRuns(Bench bench, LineItemTable table) {
        this.bench = bench;
        this.table = table;
    }

    void run(ServiceProcesses services) {
        bench.tell("Export worker of its own, -Xmx%s, one export and eight ...", MemoryRuns.HEAP);
        var worker = services.worker(MemoryRuns.HEAP);
        try {
            var contenders = new ArrayList<Contender>();
            for (var kind : List.of("csv none", "parquet zstd")) {
                var words = kind.split(" ");
                contenders.add(
                        new JobContender(
                                services.api(),
                                "one export, " + kind,
                                words[0],
                                words[1],
                                table.query(),
                                table.rows()));
                contenders.add(
                        new JobsContender(
                                services.api(),
                                "eight exports at once, " + kind,
                                words[0],
                                words[1],
                                table.query(),
                                table.rows(),
                                EIGHT));
            }
            for (int i = 0; i < WARM_UPS; i++) {
                contenders.stream().filter(JobContender.class::isInstance).forEach(Contender::run);
            }
            var measured = bench.rounds().run(bench.runs(), contenders);
            worker.requireAlive();
            bench.report(
                    measured.table(
                            String.format(
                                    Locale.ROOT,
                                    "Export worker of its own, -Xmx%s, %,d rows of lineitem each",
                                    MemoryRuns.HEAP,
                                    table.rows())));
            for (int i = 0; i < contenders.size(); i += 2) {
                var one = contenders.get(i).name();
                var eight = contenders.get(i + 1).name();
                bench.goals().ratio(eight, one, measured.ratio(eight, one), "0.90", "1.00");
            }
        } finally {
            services.end(worker);
        }
    }
}
