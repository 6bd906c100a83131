package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Tries a dead letter again, as a new job.
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Try a dead letter again, as a new job.")
final class RedriveCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The dead letter, such as job_….")
    private String id;

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var job = client.redrive(id);
        if (json()) {
            JsonOutput.print(terminal, job);
        } else {
            var next = job.path("id").asString("");
            terminal.out().println("Job " + next + " tries it again; ./sluice follow " + next);
        }
        return 0;
    }
}
