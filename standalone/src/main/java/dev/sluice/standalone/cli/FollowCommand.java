package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes up a job that was submitted earlier.
@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Watch a job to its end, then print its answer or fresh links to its files.")
public final class FollowCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The job, such as job_….")
    private String id;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            description = "Download the files of an export, and compare them with the manifest.")
    private @Nullable String out;

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var job = new JobWatch(client, terminal, json()).await(client.job(id));
        return new JobReport(client, terminal, json())
                .print(job, out == null ? null : Destination.of(out, false), false);
    }
}
