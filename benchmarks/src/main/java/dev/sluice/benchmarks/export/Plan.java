package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.tables.NarrowTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How long a run takes on two cores of a few years ago, said before it begins. Each export has a limit
/// of its own as well: one that is slower than 50,000 rows a second ends the benchmark.
///
/// @param rows in millions, of lineitem
/// @param small in millions, of the smaller lineitem
record Plan(Set<Part> parts, int runs, double rows, double small, List<NarrowTable> narrow) {
    // seconds per million rows
    private static final double LOADING = 5;
    private static final double PSQL = 1.3;
    private static final double JOB = 1.4;
    private static final double SPARK = 3;
    private static final double AVRO = 4.6;
    private static final double LOADING_NARROW = 2.5;
    private static final double SINK = 0.6;

    // seconds
    private static final double STARTING_SERVER = 40;
    private static final double STARTING_SERVICES = 25;
    private static final double STARTING_WORKER = 12;
    private static final double STARTING_SPARK = 20;
    private static final double STARTING_AVRO = 4;

    private static final int SINK_RUNS = 8;
    private static final int EIGHT = 8;

    String describe() {
        var seconds = new LinkedHashMap<String, Double>();
        jobs(seconds);
        if (parts.contains(Part.SINK)) {
            seconds.put("sink", LOADING * small + SINK_RUNS * small * (PSQL + 2 * SINK));
        }
        if (parts.contains(Part.MEMORY)) {
            seconds.put("memory", STARTING_SERVICES + 4 * (STARTING_WORKER + rows * JOB));
        }
        if (parts.contains(Part.EIGHT)) {
            seconds.put("eight", STARTING_WORKER + (runs + 1) * 2 * (EIGHT + 1) * small * JOB);
        }
        if (parts.contains(Part.NARROW)) {
            var millions = narrow.stream().mapToLong(NarrowTable::rows).sum() / 1e6;
            seconds.put("narrow", millions * (LOADING_NARROW + (runs + 1) * SINK));
        }
        var all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format(Locale.ROOT, "About %s: ", minutes(all))
                + seconds.entrySet().stream().map(Plan::part).collect(Collectors.joining(", "))
                + ".";
    }

    private void jobs(Map<String, Double> seconds) {
        if (parts.stream().noneMatch(JobRuns.PARTS::contains)) {
            return;
        }
        var csv = parts.contains(Part.CSV) ? 1 : 0;
        var parquet = parts.contains(Part.PARQUET) ? 1 : 0;
        var blocks = csv + parquet > 0 ? 2 : 1;
        var psqlAndJobs = blocks * PSQL + 2 * (csv + parquet) * JOB;
        seconds.put("loading lineitem", LOADING * rows);
        seconds.put(
                "jobs and psql",
                blocks * (STARTING_SERVER + PSQL * rows) + runs * psqlAndJobs * rows);
        if (parts.contains(Part.SPARK)) {
            seconds.put("Spark", runs * (STARTING_SPARK + SPARK * rows));
        }
        if (parts.contains(Part.AVRO)) {
            seconds.put("AvroParquetWriter", runs * (STARTING_AVRO + AVRO * rows));
        }
    }

    private static String part(Map.Entry<String, Double> part) {
        return part.getKey() + " " + minutes(part.getValue());
    }

    private static String minutes(double seconds) {
        return seconds < 90
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
