package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.Machine;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.benchmarks.tables.Postgres;
import dev.sluice.standalone.embedded.DataDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Jobs beside libraries that keep theirs in PostgreSQL.
@Command(
        name = "jobs",
        description =
                "Measures how many jobs a gateway accepts, how fast they start, and what a backlog"
                        + " costs, in turn with JobRunr and db-scheduler on the same PostgreSQL. Prints"
                        + " what was measured beside what is wanted, and says what was missed.",
        mixinStandardHelpOptions = true)
public final class JobsBenchmark implements Callable<Integer> {

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
            names = "--clients",
            paramLabel = "N",
            defaultValue = "16",
            description = "Clients that submit at once (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Length of each run that submits (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Jobs of each whose start is timed, and calls of each kind on a backlog"
                            + " (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--depths",
            paramLabel = "N",
            split = ",",
            defaultValue = "100,1000,10000,100000",
            description = "Jobs in the queue (default: ${DEFAULT-VALUE}).")
    private List<Integer> depths = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keeps the database server for the next time; without it everything is made in a"
                            + " temporary directory, and removed at the end.")
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
        var parts = only.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(only);
        try (var running = Running.untilTheEnd()) {
            var directory = running.add(DataDirectory.open(running.folder(data)));
            var postgres = running.add(Postgres.start(directory));
            var database = new BenchDatabase(postgres, directory.secrets());
            var bench =
                    new JobsBench(
                            out(),
                            Installation.find(),
                            database,
                            directory.secrets(),
                            directory.path(),
                            runs,
                            Duration.ofSeconds(seconds),
                            clients,
                            samples,
                            new Wanted(),
                            new ArrayList<>());
            return measure(bench, parts) ? 0 : 1;
        }
    }

    /// @return whether every part came to its end, whatever it measured
    private boolean measure(JobsBench bench, EnumSet<Part> parts) {
        var machine =
                Machine.describe(
                        "PostgreSQL %s, %s"
                                .formatted(
                                        bench.database().query("SHOW server_version"),
                                        bench.database().durability()));
        var ordered = depths.stream().sorted().toList();
        bench.tell("%n%s%n", machine);
        bench.tell("%s", new Plan(parts, runs, bench.length(), samples, ordered).describe());
        var whole = true;
        for (var part : parts) {
            whole &= measure(bench, part, ordered);
        }
        bench.report(bench.wanted().table());
        bench.tell("%s", bench.wanted().summary());
        if (markdown != null) {
            TextTable.write(markdown, machine + "\n\n" + bench.wanted().summary(), bench.tables());
        }
        return whole;
    }

    /// The other parts go on where one breaks off.
    private static boolean measure(JobsBench bench, Part part, List<Integer> depths) {
        try {
            switch (part) {
                case SUBMIT -> new SubmitRuns(bench).run();
                case PICKUP -> new PickUpRuns(bench).run();
                case BACKLOG -> new BacklogRuns(bench, depths).run();
            }
            return true;
        } catch (BenchmarkFailure e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // whoever interrupts wants an end, and the other parts would have none
            }
            var why = String.valueOf(e.getMessage());
            bench.tell("%nThe part %s broke off: %s", part, why);
            bench.wanted().brokeOff(part, why);
            return false;
        }
    }

    private void checkOptions() {
        if (runs < 1 || clients < 1 || seconds < 1 || samples < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--runs, --clients, --seconds and --samples must be at least 1.");
        }
        if (depths.stream().anyMatch(depth -> depth < 1)) {
            throw new ParameterException(
                    command.commandLine(), "--depths must be numbers of jobs, such as 100,10000.");
        }
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
