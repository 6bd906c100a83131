package dev.sluice.standalone.start;

import dev.sluice.standalone.embedded.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs everything until Ctrl-C.
@Command(
        name = "start",
        description =
                "Runs Sluice with its own PostgreSQL, Kafka and object store until Ctrl-C. Data is kept"
                        + " between starts.",
        mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {
    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = "--source",
            paramLabel = "[NAME=]URL",
            description =
                    "A database to ask, as postgresql://user:password@host:port/database; may be"
                            + " repeated. NAME is the database's name unless given.")
    private final List<String> sources = new ArrayList<>();

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        var wanted = sources.stream().map(this::parse).toList();
        var out = command.commandLine().getOut();
        var settings = server.settings(new Settings(System.getenv()));
        try (var running =
                StandaloneServer.start(
                        settings, false, (postgres, secrets) -> wanted, out::println)) {
            running.stopWithTheProcess();
            running.announce();
            out.println("Ctrl-C stops everything.");
            running.awaitStop();
            return 0;
        }
    }

    private SourceOption parse(String text) {
        try {
            return SourceOption.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
