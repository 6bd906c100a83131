package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.lineitem.LineItemDatabase;
import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.ProcessMemory;
import dev.sluice.benchmarks.machine.ProcessorTime;
import dev.sluice.embedded.Directories;
import dev.sluice.embedded.Ports;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.embedded.Secrets;
import dev.sluice.standalone.embedded.Settings;
import dev.sluice.standalone.start.SourceOption;
import dev.sluice.standalone.start.StandaloneServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Exports TPC-H `lineitem` as CSV and as Parquet, in turn with `psql COPY` to /dev/null.
@Command(
        name = "export",
        description =
                "Starts Sluice with its own PostgreSQL, Kafka and object store, loads lineitem of TPC-H,"
                        + " and exports it as CSV and as Parquet, in turn with psql COPY to"
                        + " /dev/null. Prints what was measured and judges nothing.",
        mixinStandardHelpOptions = true)
public final class ExportBenchmark implements Callable<Integer> {
    private static final int NOT_POSSIBLE = 2;
    private static final String QUERY = "SELECT * FROM lineitem";

    /// About 200,000 rows: enough for the JIT compiler to have seen the work.
    private static final String WARM_UP = QUERY + " WHERE l_orderkey < 200000";

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
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keeps the data for the next time; without it they are loaded into a temporary"
                            + " directory, and removed at the end.")
    private @Nullable Path data;

    @Spec private CommandSpec command;

    private @Nullable LineItemDatabase lineItems;

    @Override
    public Integer call() {
        if (rows < 1 || runs < 1) {
            throw new ParameterException(
                    command.commandLine(), "--rows and --runs must be at least 1.");
        }
        var psql = Psql.find(System.getenv().getOrDefault("PATH", ""));
        if (psql.isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println(
                            "This benchmark compares with psql, and none is on the PATH. Install"
                                    + " PostgreSQL's client (Debian: postgresql-client, macOS:"
                                    + " libpq).");
            return NOT_POSSIBLE;
        }
        var directory = data == null ? temporaryDirectory() : data;
        try (var server =
                StandaloneServer.start(settings(directory), true, this::prepare, out()::println)) {
            // also on Ctrl-C
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(server, directory), "bench-stop"));
            measure(server, loaded(), psql.get());
            return 0;
        }
    }

    private List<SourceOption> prepare(Optional<PostgresProcess> postgres, Secrets secrets) {
        lineItems = new LineItemDatabase(postgres.orElseThrow(), secrets);
        load(lineItems);
        return List.of(lineItems.source());
    }

    private LineItemDatabase loaded() {
        return Objects.requireNonNull(lineItems, "the server has started, so the table is loaded");
    }

    private void measure(StandaloneServer server, LineItemDatabase database, Psql psql) {
        var postgres = server.postgres().orElseThrow();
        var idle = ProcessMemory.resident();
        try (var client = new SluiceClient(new ServerAddress(server.url(), server.apiKey()))) {
            out().println(
                            "Warming up: one unmeasured psql COPY, one small export of each kind ...");
            contenders(psql, postgres, database, client, WARM_UP).forEach(Contender::run);
            new PsqlContender(psql, postgres, database, QUERY).run();
            ProcessMemory.forgetPeak();
            describe(psql);
            var summary = new Summary();
            var contenders = contenders(psql, postgres, database, client, QUERY);
            for (int run = 1; run <= runs; run++) {
                for (var contender : contenders) {
                    var measured = measure(contender, postgres);
                    out().printf(Locale.ROOT, "run %d  %s%n", run, measured.line());
                    summary.add(measured);
                }
            }
            out().println();
            summary.print(out());
        }
        out().printf(
                        Locale.ROOT,
                        "%nResident memory of Sluice's process (gateway, workers, broker, object store):"
                                + " %s MB before, %s MB at most.%n",
                        megabytes(idle),
                        megabytes(ProcessMemory.peak()));
    }

    private static List<Contender> contenders(
            Psql psql,
            PostgresProcess postgres,
            LineItemDatabase database,
            SluiceClient client,
            String query) {
        return List.of(
                new PsqlContender(psql, postgres, database, query),
                new JobContender(client, "csv", "none", query),
                new JobContender(client, "parquet", "zstd", query));
    }

    private Measurement measure(Contender contender, PostgresProcess postgres) {
        long server = postgres.pid().orElseThrow();
        var before = ProcessorTime.now(server);
        var start = System.nanoTime();
        var outcome = contender.run();
        var wall = (System.nanoTime() - start) / 1e9;
        var after = ProcessorTime.now(server);
        if (outcome.rows() != -1 && outcome.rows() != rows) {
            throw new BenchmarkFailure(
                    "%s wrote %d rows of %d.".formatted(contender.name(), outcome.rows(), rows));
        }
        return Measurement.of(contender, rows, outcome, wall, before, after);
    }

    private void load(LineItemDatabase database) {
        out().printf(Locale.ROOT, "lineitem, %,d rows ...%n", rows);
        out().flush();
        var start = System.nanoTime();
        var loaded = database.ensure(rows);
        out().println(
                        loaded
                                ? String.format(
                                        Locale.ROOT,
                                        "Loaded in %.0f s.",
                                        (System.nanoTime() - start) / 1e9)
                                : "Kept from an earlier run.");
    }

    private void describe(Psql psql) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        out().printf(
                        Locale.ROOT,
                        "%n%d processors, load %.1f; JDK %s, heap up to %d MB; %s%n%n",
                        system.getAvailableProcessors(),
                        system.getSystemLoadAverage(),
                        Runtime.version(),
                        Runtime.getRuntime().maxMemory() / 1_000_000,
                        psql.version());
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent()
                ? String.format(Locale.ROOT, "%.0f", bytes.getAsLong() / 1e6)
                : "?";
    }

    /// A server apart from the user's own: on free ports, and deaf to the environment.
    private static Settings settings(Path directory) {
        return new Settings(
                Map.of(
                        "SLUICE_DATA_DIR", directory.toString(),
                        "SLUICE_PORT", Integer.toString(Ports.free()),
                        "SLUICE_S3_PORT", Integer.toString(Ports.free())));
    }

    private void stop(StandaloneServer server, Path directory) {
        server.close();
        if (data == null) {
            Directories.delete(directory);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("sluice-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
