package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.Machine;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.peer.Peers;
import dev.sluice.benchmarks.peer.Psql;
import dev.sluice.benchmarks.peer.SparkJars;
import dev.sluice.benchmarks.server.ServiceProcesses;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.benchmarks.tables.LineItemTable;
import dev.sluice.benchmarks.tables.NarrowTable;
import dev.sluice.benchmarks.tables.Postgres;
import dev.sluice.standalone.embedded.DataDirectory;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Exports beside `psql COPY` and other peers.
@Command(
        name = "export",
        description =
                "Exports made-up tables with Sluice, in turn with psql COPY to /dev/null and other"
                        + " programs that do the same work. Prints what was measured beside what is"
                        + " wanted, and judges nothing.",
        mixinStandardHelpOptions = true)
public final class ExportBenchmark implements Callable<Integer> {
    private static final int NOT_POSSIBLE = 2;
    private static final long MILLION = 1_000_000;
    private static final long LARGEST_SMALL_TABLE = 2 * MILLION;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000000",
            description = "Rows of lineitem (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Parts to measure, of: ${COMPLETION-CANDIDATES} (default: all of them).")
    private final List<Part> only = new ArrayList<>();

    @Option(
            names = "--narrow",
            paramLabel = "MILLIONS",
            split = ",",
            defaultValue = "2,20,200",
            description =
                    "Millions of rows of the narrow tables (default: ${DEFAULT-VALUE}). Those for which"
                            + " the disk has no room are left out.")
    private List<BigDecimal> narrow = List.of();

    @Option(
            names = "--peers",
            paramLabel = "PEER",
            split = ",",
            description =
                    "spark: resolves Spark, some 290 MB, where it is not there yet. Without it Spark is"
                            + " measured where it is there.")
    private final List<String> peers = new ArrayList<>();

    @Option(
            names = "--check",
            description =
                    "Measures nothing: Spark reads Parquet files that Sluice wrote, and its sums are"
                            + " held against PostgreSQL's.")
    private boolean check;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keeps the data for the next time; without it they are loaded into a temporary"
                            + " directory, and removed at the end.")
    private @Nullable Path data;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Writes the tables to a file, too.")
    private @Nullable Path markdown;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        checkOptions();
        var psql = Psql.find(System.getenv().getOrDefault("PATH", ""));
        if (psql.isEmpty()) {
            return notPossible(
                    "This benchmark compares with psql, and none is on the PATH. Install"
                            + " PostgreSQL's client (Debian: postgresql-client, macOS: libpq).");
        }
        var installation = Installation.find();
        var parts = parts(new SparkJars(installation.sparkProject()));
        try (var running = Running.untilTheEnd()) {
            var directory = running.add(DataDirectory.open(running.folder(data)));
            var postgres = running.add(Postgres.start(directory));
            var bench =
                    new Bench(
                            out(),
                            installation,
                            new BenchDatabase(postgres, directory.secrets()),
                            directory.secrets(),
                            psql.get(),
                            directory.path(),
                            runs,
                            running,
                            new Goals(),
                            new ArrayList<>());
            measure(bench, parts);
            return 0;
        }
    }

    private void measure(Bench bench, Set<Part> parts) {
        var machine = Machine.describe(bench.psql().version());
        var large = new LineItemTable("lineitem", rows);
        var small = new LineItemTable("lineitem_small", Math.min(rows, LARGEST_SMALL_TABLE));
        var peers =
                new Peers(
                        bench.installation(),
                        bench.database(),
                        bench.folder().resolve("peers"),
                        bench.running());
        bench.tell("%n%s%n", machine);
        if (check) {
            new SparkCheck(bench, peers, large).run();
            return;
        }
        bench.tell(
                new Plan(parts, runs, rows / 1e6, small.rows() / 1e6, narrowTables()).describe()
                        + "%n");
        if (parts.stream().anyMatch(JobRuns.PARTS::contains)) {
            bench.load(large);
            new JobRuns(bench, peers, large, parts).run();
        }
        if (parts.contains(Part.SINK)) {
            bench.load(small);
            new SinkRuns(bench).besidePsql(small);
        }
        if (parts.contains(Part.MEMORY) || parts.contains(Part.EIGHT)) {
            services(bench, parts, large, small);
        }
        if (parts.contains(Part.NARROW)) {
            new SinkRuns(bench).growing(narrowTables());
        }
        bench.report(bench.goals().table());
        if (markdown != null) {
            TextTable.write(markdown, machine, bench.tables());
        }
    }

    private static void services(
            Bench bench, Set<Part> parts, LineItemTable large, LineItemTable small) {
        // first: the gateway reads the catalog when the source is registered
        if (parts.contains(Part.MEMORY)) {
            bench.load(large);
        }
        if (parts.contains(Part.EIGHT)) {
            bench.load(small);
        }
        bench.tell("%nStarting a gateway, and export workers of their own ...");
        try (var running = Running.untilTheEnd()) {
            var services =
                    ServiceProcesses.start(
                            bench.installation(),
                            bench.database(),
                            bench.secrets(),
                            bench.folder(),
                            running,
                            ServiceProcesses.Setup.USUAL);
            if (parts.contains(Part.MEMORY)) {
                new MemoryRuns(bench, large).run(services);
            }
            if (parts.contains(Part.EIGHT)) {
                new EightRuns(bench, small).run(services);
            }
        }
    }

    private List<NarrowTable> narrowTables() {
        return narrow.stream()
                .map(millions -> millions.movePointRight(6).longValue())
                .sorted()
                .map(NarrowTable::new)
                .toList();
    }

    private void checkOptions() {
        if (rows < 1 || runs < 1) {
            throw new ParameterException(
                    command.commandLine(), "--rows and --runs must be at least 1.");
        }
        if (narrow.stream().anyMatch(millions -> millions.movePointRight(6).longValue() < 1)) {
            throw new ParameterException(
                    command.commandLine(), "--narrow must be millions of rows, such as 2,20,200.");
        }
        if (peers.stream().anyMatch(peer -> !peer.equals("spark"))) {
            throw new ParameterException(command.commandLine(), "--peers knows only spark.");
        }
    }

    /// Without Spark where it is not there and nobody asked for it.
    private Set<Part> parts(SparkJars spark) {
        var parts = only.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(only);
        if (check && !spark.areThere() && !peers.contains("spark")) {
            throw new ParameterException(
                    command.commandLine(),
                    "--check needs Spark, which is not there; --peers spark resolves it.");
        }
        if (peers.contains("spark") && !spark.areThere()) {
            out().println("Resolving Spark, some 290 MB ...");
            out().flush();
            spark.resolve();
        }
        if (parts.contains(Part.SPARK) && !spark.areThere()) {
            out().println(
                            "Spark is left out: it is not there. --peers spark resolves it once, some"
                                    + " 290 MB.");
            parts.remove(Part.SPARK);
        }
        return parts;
    }

    private int notPossible(String sentence) {
        command.commandLine().getErr().println(sentence);
        return NOT_POSSIBLE;
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
