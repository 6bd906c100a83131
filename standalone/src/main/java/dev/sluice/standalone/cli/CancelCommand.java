package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Cancels a job.
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Cancel a job that has not finished.")
public final class CancelCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The job, such as job_….")
    private String id;

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var job = client.cancel(id);
        if (json()) {
            JsonOutput.print(terminal, job);
        } else if (job.path("state").asString("").equals("cancelled")) {
            terminal.out().println("Job " + id + " is cancelled.");
        } else {
            terminal.out()
                    .println("Job " + id + " is running and will stop; it never succeeds now.");
        }
        return 0;
    }
}
