package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.JavaProcess;
import dev.sluice.benchmarks.machine.ProcessMemory;
import dev.sluice.benchmarks.machine.RemoteHeap;
import dev.sluice.benchmarks.measuring.Measurements;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.server.ServiceProcesses;
import dev.sluice.benchmarks.server.SluiceApi;
import dev.sluice.benchmarks.tables.LineItemTable;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.Progress;
import dev.sluice.standalone.cli.client.JobListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/// An export worker as a process of its own with a small heap. The peak of its resident memory and its
/// heap after collections come from two exports: collections that are asked for would keep memory small.
final class MemoryRuns {
    static final String HEAP = "256m";

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Bench bench;
    private final LineItemTable table;
    private final TextTable measured;

    MemoryRuns(Bench bench, LineItemTable table) {
        this.bench = bench;
        this.table = table;
        this.measured =
                new TextTable(
                        String.format(
                                Locale.ROOT,
                                "Export worker of its own, -Xmx%s, %,d rows of lineitem",
                                HEAP,
                                table.rows()),
                        1,
                        List.of(
                                "",
                                "peak RSS MB",
                                "heap MB at 5 to 15 %",
                                "heap MB at 85 to 95 %",
                                "of that"));
    }

    void run(ServiceProcesses services) {
        run(services, "csv", "none");
        run(services, "parquet", "zstd");
        bench.report(measured);
    }

    private void run(ServiceProcesses services, String format, String compression) {
        var name = "export worker, " + format + " " + compression;
        bench.tell("%s: an export for its resident memory, one for its heap ...", name);
        var peak = resident(services, format, compression);
        var heap = heap(services, format, compression);
        measured.add(name, megabytes(peak), heap.early(), heap.late(), heap.growth());
        bench.goals().add(name + ", peak RSS", "-", megabytes(peak) + " MB", "600 MB", "450 MB");
        bench.goals()
                .add(
                        name + ", heap after collection at 90 %",
                        "at 10 %",
                        heap.growth(),
                        "1.10",
                        "1.00");
    }

    private OptionalLong resident(ServiceProcesses services, String format, String compression) {
        var worker = services.worker(HEAP);
        try {
            var api = services.api();
            finish(api, api.export(table.query(), format, compression), new JobListener() {});
            worker.requireAlive();
            return ProcessMemory.peak(worker.pid());
        } finally {
            services.end(worker);
        }
    }

    private Heap heap(ServiceProcesses services, String format, String compression) {
        var worker = services.worker(HEAP);
        try {
            var api = services.api();
            var job = api.export(table.query(), format, compression);
            var progress = new Position();
            var sampling = new Sampling(worker, progress);
            var thread = Thread.ofPlatform().name("heap-samples").start(sampling);
            try {
                finish(api, job, progress);
            } finally {
                progress.end(table.rows());
                thread.join();
            }
            return sampling.heap();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        } finally {
            services.end(worker);
        }
    }

    private void finish(SluiceApi api, Job submitted, JobListener listener) {
        api.delete(api.finished(submitted, table.rows(), listener));
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent()
                ? String.format(Locale.ROOT, "%.0f", bytes.getAsLong() / 1e6)
                : "?";
    }

    /// How far the export has come, by its events: one a second at most, so what lies between two of them
    /// is taken as even.
    private static final class Position implements JobListener {
        private final NavigableMap<Long, Long> rowsByNanos = new ConcurrentSkipListMap<>();
        private volatile boolean ended;

        @Override
        public void progressed(Progress progress) {
            rowsByNanos.put(System.nanoTime(), progress.rows());
        }

        void end(long rows) {
            rowsByNanos.put(System.nanoTime(), rows);
            ended = true;
        }

        /// @return rows; `NaN` before the first event
        double rowsAt(long nanos) {
            var before = rowsByNanos.floorEntry(nanos);
            var after = rowsByNanos.ceilingEntry(nanos);
            if (before == null || after == null) {
                return Double.NaN;
            }
            var span = after.getKey() - before.getKey();
            var share = span == 0 ? 0 : (nanos - before.getKey()) / (double) span;
            return before.getValue() + share * (after.getValue() - before.getValue());
        }
    }

    /// Collects and looks again and again: what is left depends on how full the buffers are at that moment.
    private final class Sampling implements Runnable {
        private final JavaProcess worker;
        private final Position position;
        private final NavigableMap<Long, Double> megabytesByNanos = new TreeMap<>();

        Sampling(JavaProcess worker, Position position) {
            this.worker = worker;
            this.position = position;
        }

        @Override
        public void run() {
            try (var heap = RemoteHeap.of(worker.pid())) {
                while (!position.ended) {
                    var left = heap.afterCollection() / 1e6;
                    megabytesByNanos.put(System.nanoTime(), left);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }

        /// Of the samples in that tenth of the rows.
        private List<Double> between(double low, double high) {
            return megabytesByNanos.entrySet().stream()
                    .filter(sample -> {
                        var fraction = position.rowsAt(sample.getKey()) / table.rows();
                        return fraction >= low && fraction <= high;
                    })
                    .map(Map.Entry::getValue)
                    .toList();
        }

        Heap heap() {
            return new Heap(between(0.05, 0.15), between(0.85, 0.95));
        }
    }

    private record Heap(List<Double> first, List<Double> last) {
        String early() {
            return range(first);
        }

        String late() {
            return range(last);
        }

        String growth() {
            return first.isEmpty() || last.isEmpty()
                    ? "?"
                    : String.format(
                            Locale.ROOT,
                            "%.2f",
                            Measurements.median(last) / Measurements.median(first));
        }

        private static String range(List<Double> samples) {
            if (samples.isEmpty()) {
                return "?";
            }
            var all = samples.stream().mapToDouble(Double::doubleValue).summaryStatistics();
            return String.format(
                    Locale.ROOT,
                    "%.0f (%.0f to %.0f, %d times)",
                    Measurements.median(samples),
                    all.getMin(),
                    all.getMax(),
                    all.getCount());
        }
    }
}
