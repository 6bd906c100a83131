package dev.sluice.benchmarks;

import dev.sluice.benchmarks.export.ExportBenchmark;
import dev.sluice.benchmarks.jobs.JobsBenchmark;
import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.ServerStartException;
import dev.sluice.standalone.cli.client.CliFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./sluice bench`
@Command(
        name = "bench",
        description = "Measures Sluice beside a named peer, on this machine and in one run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {ExportBenchmark.class, JobsBenchmark.class})
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (failure instanceof BenchmarkFailure
                            || failure instanceof ServerStartException
                            || failure instanceof CliFailure) {
                        command.getErr().println(failure.getMessage());
                    } else {
                        failure.printStackTrace(command.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
