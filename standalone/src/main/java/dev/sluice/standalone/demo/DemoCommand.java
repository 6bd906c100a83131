package dev.sluice.standalone.demo;

import dev.sluice.embedded.Directories;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.cli.DemoWalkthrough;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.Terminal;
import dev.sluice.standalone.embedded.Secrets;
import dev.sluice.standalone.embedded.Settings;
import dev.sluice.standalone.start.ServerOptions;
import dev.sluice.standalone.start.SourceOption;
import dev.sluice.standalone.start.StandaloneServer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Starts everything, loads the retail database and walks through the public API once.
@Command(
        name = "demo",
        description =
                "Starts everything, loads a retail database, asks it one question and exports from it,"
                        + " then stays up until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final long MOST_ROWS = 20_000_000;
    private static final String QUESTION = "What was the revenue by category last year?";
    private static final String EXPORT = "SELECT * FROM sales_data";

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = "--exit",
            description = "End after the walk: with 0 when all was right, else with 1.")
    private boolean exit;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Sales to load, up to 20000000 (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        if (rows < 1 || rows > MOST_ROWS) {
            throw new ParameterException(
                    command.commandLine(), "--rows must be from 1 to %d.".formatted(MOST_ROWS));
        }
        var out = command.commandLine().getOut();
        var settings = server.settings(new Settings(System.getenv()));
        try (var running = StandaloneServer.start(settings, true, this::load, out::println)) {
            running.stopWithTheProcess();
            running.announce();
            var right = walk(running);
            if (!exit) {
                out.println();
                out.println(
                        "Sluice stays up at %s. Ctrl-C stops everything.".formatted(running.url()));
                out.flush();
                running.awaitStop();
            }
            return right ? 0 : 1;
        }
    }

    /// Through the public API alone, as any client would.
    private boolean walk(StandaloneServer running) {
        var line = command.commandLine();
        var terminal = Terminal.of(line.getOut(), line.getErr(), System.getenv());
        var downloads = running.dataDirectory().resolve("demo");
        Directories.delete(downloads);
        try (var client = new SluiceClient(new ServerAddress(running.url(), running.apiKey()))) {
            return new DemoWalkthrough(client, terminal)
                    .run(RetailDatabase.NAME, QUESTION, EXPORT, rows, downloads);
        }
    }

    private List<SourceOption> load(Optional<PostgresProcess> postgres, Secrets secrets) {
        var out = command.commandLine().getOut();
        var retail = new RetailDatabase(postgres.orElseThrow(), secrets);
        var started = System.nanoTime();
        if (retail.ensure(rows)) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "Demo data: %,d sales generated in %.1f s.",
                            rows,
                            (System.nanoTime() - started) / 1e9));
        }
        return List.of(retail.source());
    }
}
