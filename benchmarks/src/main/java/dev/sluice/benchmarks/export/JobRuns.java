package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.machine.ProcessMemory;
import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.benchmarks.measuring.Measurements;
import dev.sluice.benchmarks.peer.Peers;
import dev.sluice.benchmarks.peer.PsqlContender;
import dev.sluice.benchmarks.server.JobContender;
import dev.sluice.benchmarks.server.SluiceApi;
import dev.sluice.benchmarks.server.StandaloneProcess;
import dev.sluice.benchmarks.tables.LineItemTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jobs of a whole Sluice beside psql and the other peers: first with one reader, then with as many as
/// Sluice chooses, each in turn with a psql of its own.
final class JobRuns {
    private static final String CSV_ONE = "Sluice csv to S3, one reader";
    private static final String PARQUET_ONE = "Sluice parquet zstd to S3, one reader";
    private static final String CSV_ZSTD = "Sluice csv zstd to S3, readers as planned";
    private static final String PARQUET_TWO = "Sluice parquet zstd to S3, two readers";

    /// About 200,000 rows: enough for the JIT compiler to have seen the work.
    private static final String SOME_ROWS = "l_orderkey < 200000";

    static final Set<Part> PARTS = EnumSet.of(Part.CSV, Part.PARQUET, Part.SPARK, Part.AVRO);

    private static final int WARM_UPS = 2;
    private static final int TWO = 2;

    private final Bench bench;
    private final Peers peers;
    private final LineItemTable table;
    private final Set<Part> parts;

    JobRuns(Bench bench, Peers peers, LineItemTable table, Set<Part> parts) {
        this.bench = bench;
        this.peers = peers;
        this.table = table;
        this.parts = parts;
    }

    void run() {
        Double parquetOne = null;
        if (wants(Part.CSV) || wants(Part.PARQUET)) {
            parquetOne = oneReader();
        }
        severalReaders(parquetOne);
    }

    /// @return the speed of Parquet; null where it was not wanted
    private @Nullable Double oneReader() {
        var jobs = new ArrayList<Job>();
        if (wants(Part.CSV)) {
            jobs.add(new Job(CSV_ONE, "csv", "none"));
        }
        if (wants(Part.PARQUET)) {
            jobs.add(new Job(PARQUET_ONE, "parquet", "zstd"));
        }
        var measured = measure(1, jobs, List.of());
        if (wants(Part.CSV)) {
            bench.goals().ratio(CSV_ONE, "psql", measured.ratio(CSV_ONE), "0.85", "0.95");
        }
        if (!wants(Part.PARQUET)) {
            return null;
        }
        bench.goals().ratio(PARQUET_ONE, "psql", measured.ratio(PARQUET_ONE), "0.85", "1.00");
        return measured.speed(PARQUET_ONE);
    }

    private void severalReaders(@Nullable Double parquetOne) {
        var jobs = new ArrayList<Job>();
        if (wants(Part.CSV)) {
            jobs.add(new Job(CSV_ZSTD, "csv", "zstd"));
        }
        if (wants(Part.PARQUET) || wants(Part.SPARK) || wants(Part.AVRO)) {
            jobs.add(new Job(PARQUET_TWO, "parquet", "zstd"));
        }
        var others = new ArrayList<Contender>();
        if (wants(Part.SPARK)) {
            others.add(peers.spark(table, SOME_ROWS));
        }
        if (wants(Part.AVRO)) {
            others.add(peers.avro(table, SOME_ROWS));
        }
        var measured = measure(TWO, jobs, others);
        if (wants(Part.CSV)) {
            bench.goals().ratio(CSV_ZSTD, "psql", measured.ratio(CSV_ZSTD), "1.05", "1.20");
        }
        if (wants(Part.PARQUET)) {
            bench.goals().ratio(PARQUET_TWO, "psql", measured.ratio(PARQUET_TWO), "1.05", "1.25");
        }
        if (wants(Part.SPARK)) {
            against(measured, Peers.SPARK, parquetOne, "2.50", "3.00");
        }
        if (wants(Part.AVRO)) {
            against(measured, Peers.AVRO, parquetOne, "3.50", "4.50");
        }
    }

    private void against(
            Measurements measured,
            String peer,
            @Nullable Double parquetOne,
            String atLeast,
            String aim) {
        bench.goals().ratio(PARQUET_TWO, peer, measured.ratio(PARQUET_TWO, peer), atLeast, aim);
        if (parquetOne != null) {
            bench.goals().ratio(PARQUET_ONE, peer, parquetOne / measured.speed(peer), atLeast, aim);
        }
    }

    private Measurements measure(int readers, List<Job> jobs, List<Contender> others) {
        bench.tell("%nStarting Sluice with %d reader(s) at most ...", readers);
        var server =
                bench.running()
                        .add(
                                StandaloneProcess.start(
                                        bench.installation(),
                                        bench.database(),
                                        bench.secrets(),
                                        bench.folder(),
                                        readers));
        try {
            var idle = ProcessMemory.resident(server.pid());
            bench.tell("Warming up ...");
            for (int i = 0; i < WARM_UPS; i++) {
                jobs.forEach(job -> job.some(server.api()).run());
            }
            psql().run();
            var contenders = new ArrayList<Contender>();
            contenders.add(psql());
            jobs.forEach(job -> contenders.add(job.all(server.api())));
            contenders.addAll(others);
            var measured = bench.rounds().run(bench.runs(), contenders);
            bench.report(
                    measured.table(
                            String.format(
                                    Locale.ROOT,
                                    "%,d rows of lineitem, %s",
                                    table.rows(),
                                    readers == 1 ? "one reader" : "two readers at most")));
            bench.tell(
                    "Resident memory of Sluice's process (gateway, workers, broker, object store):"
                            + " %s MB idle, %s MB at most.",
                    megabytes(idle), megabytes(ProcessMemory.peak(server.pid())));
            return measured;
        } finally {
            bench.running().end(server);
        }
    }

    private Contender psql() {
        return new PsqlContender(bench.psql(), bench.database(), table.query(), table.rows());
    }

    private boolean wants(Part part) {
        return parts.contains(part);
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent()
                ? String.format(Locale.ROOT, "%.0f", bytes.getAsLong() / 1e6)
                : "?";
    }

    private final class Job {
        private final String name;
        private final String format;
        private final String compression;

        Job(String name, String format, String compression) {
            this.name = name;
            this.format = format;
            this.compression = compression;
        }

        Contender all(SluiceApi api) {
            return new JobContender(api, name, format, compression, table.query(), table.rows());
        }

        Contender some(SluiceApi api) {
            var query = table.query() + " WHERE " + SOME_ROWS;
            return new JobContender(api, name, format, compression, query, table.rows());
        }
    }
}
