package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks a question and prints the answer.
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Ask a question about the data and see the answer with a chart.")
public final class AskCommand extends ServerCommand {
    @Parameters(paramLabel = "QUESTION", description = "The question, in quotes.")
    private String question;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source to ask. Default: the first one.")
    private @Nullable String source;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description =
                    "Rows of the answer, 1 to 10000. Without it a longer answer becomes an export.")
    private @Nullable Integer maxRows;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            description = "Where the file goes if the answer becomes an export.")
    private @Nullable String out;

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var body = new LinkedHashMap<String, Object>();
        body.put("question", question);
        if (source != null) {
            body.put("source", source);
        }
        if (maxRows != null) {
            body.put("max_rows", maxRows);
        }
        var job = new JobWatch(client, terminal, json()).await(client.analyse(body));
        return new JobReport(client, terminal, json())
                .print(job, out == null ? null : Destination.of(out, false), true);
    }
}
