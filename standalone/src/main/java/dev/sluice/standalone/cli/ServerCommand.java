package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.CliFailure;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.Columns;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What every command over the API shares: the server, `--json`, and errors as sentences with exit
/// code 1.
abstract class ServerCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public final Integer call() {
        var line = spec.commandLine();
        var terminal = Terminal.of(line.getOut(), line.getErr(), environment());
        try (var client = server.connect(environment())) {
            return run(client, terminal);
        } catch (CliFailure e) {
            e.text()
                    .lines()
                    .map(Columns::oneLine)
                    .forEach(text -> terminal.err().println(terminal.style().bad(text)));
            return 1;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    /// @return the exit code
    abstract int run(SluiceClient client, Terminal terminal);

    final boolean json() {
        return json;
    }

    final CommandSpec spec() {
        return spec;
    }

    Map<String, String> environment() {
        return System.getenv();
    }
}
