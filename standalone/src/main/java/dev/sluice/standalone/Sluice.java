package dev.sluice.standalone;

import dev.sluice.standalone.cli.AskCommand;
import dev.sluice.standalone.cli.CancelCommand;
import dev.sluice.standalone.cli.DeadLettersCommand;
import dev.sluice.standalone.cli.ExportCommand;
import dev.sluice.standalone.cli.FollowCommand;
import dev.sluice.standalone.cli.JobsCommand;
import dev.sluice.standalone.demo.DemoCommand;
import dev.sluice.standalone.start.StartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line. Commands that talk to a running server load nothing of it.
@Command(
        name = "sluice",
        description = "Asynchronous analyses and exports over PostgreSQL.",
        mixinStandardHelpOptions = true,
        version = "Sluice 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            AskCommand.class,
            ExportCommand.class,
            FollowCommand.class,
            JobsCommand.class,
            CancelCommand.class,
            DeadLettersCommand.class
        })
public final class Sluice {
    private Sluice() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Sluice())
                .setExecutionExceptionHandler(new FailureSentence())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
