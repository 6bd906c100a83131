package dev.sluice.benchmarks.chaos;

import dev.sluice.benchmarks.chaos.fault.Schedule;
import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.Directories;
import dev.sluice.embedded.ServerStartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sluice chaos`
@Command(
        name = "chaos",
        description =
                "Runs two of each service beside real servers, kills, stops and cuts off all of them by"
                        + " a seeded schedule while customers work, and then judges whether any job was"
                        + " lost, doubled or came to something wrong. Ends with 1 if so.",
        mixinStandardHelpOptions = true)
public final class ChaosProgram implements Callable<Integer> {
    private static final int WRONG = 1;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "2",
            description = "How long faults come (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides which faults come when (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty directory for servers, logs and the history; kept afterwards.")
    private @Nullable Path data;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also writes the report as Markdown.")
    private @Nullable Path report;

    @Option(names = "--schedule", description = "Prints the faults of the seed, and does nothing.")
    private boolean onlySchedule;

    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChaosProgram())
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (failure instanceof BenchmarkFailure
                            || failure instanceof ServerStartException) {
                        command.getErr().println(failure.getMessage());
                    } else {
                        failure.printStackTrace(command.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws IOException {
        if (minutes < 1) {
            throw new ParameterException(command().commandLine(), "--minutes must be at least 1.");
        }
        var schedule = Schedule.of(seed, Duration.ofMinutes(minutes));
        var out = command().commandLine().getOut();
        if (onlySchedule) {
            schedule.faults().forEach(out::println);
            return 0;
        }
        var kept = data;
        return kept == null ? inTemporaryDirectory(schedule, out) : run(schedule, empty(kept), out);
    }

    private int inTemporaryDirectory(Schedule schedule, PrintWriter out) throws IOException {
        var directory = Files.createTempDirectory("sluice-chaos");
        var exit = run(schedule, directory, out);
        if (exit == 0) {
            Directories.delete(directory);
        } else {
            out.println("History and logs are kept in " + directory + ".");
        }
        return exit;
    }

    private int run(Schedule schedule, Path directory, PrintWriter out) throws IOException {
        out.printf(
                "Chaos of seed %d for %d minutes: %d faults.%n",
                schedule.seed(), minutes, schedule.faults().size());
        var came = new ChaosRun(schedule, directory, out).run();
        out.println();
        out.println(came.text());
        Files.writeString(directory.resolve("findings.txt"), came.findings());
        var page = report;
        if (page != null) {
            Files.writeString(page, came.markdown());
        }
        return came.good() ? 0 : WRONG;
    }

    private Path empty(Path directory) {
        try {
            Files.createDirectories(directory);
            try (var found = Files.list(directory)) {
                if (found.findAny().isPresent()) {
                    throw new ParameterException(
                            command().commandLine(), "--data " + directory + " is not empty.");
                }
            }
            return directory.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandSpec command() {
        return java.util.Objects.requireNonNull(spec);
    }
}
