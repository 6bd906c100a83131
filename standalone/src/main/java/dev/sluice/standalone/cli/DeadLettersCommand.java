package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.TableRenderer;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Lists jobs that used up their failures, and why.
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = RedriveCommand.class,
        description = "List jobs that failed as often as a job may, newest first.")
public final class DeadLettersCommand extends ServerCommand {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many, at most 500. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var page = client.document("/v1/dead-letters?limit=" + limit);
        if (json()) {
            JsonOutput.print(terminal, page);
            return 0;
        }
        var rows =
                StreamSupport.stream(page.path("items").spliterator(), false)
                        .map(DeadLettersCommand::row)
                        .toList();
        if (rows.isEmpty()) {
            terminal.out().println("No dead letters.");
            return 0;
        }
        var header = Arrays.asList("JOB", "TYPE", "FAILURES", "WHY");
        new TableRenderer(terminal, 3)
                .render(header, rows, rows.size())
                .forEach(terminal.out()::println);
        terminal.err().println("./sluice dead-letters redrive JOB tries one again.");
        return 0;
    }

    private static List<@Nullable Object> row(JsonNode job) {
        var row = new ArrayList<@Nullable Object>();
        row.add(job.path("id").asString(""));
        row.add(job.path("type").asString(""));
        row.add(Integer.toString(job.path("failures").asInt(0)));
        row.add(why(job.path("error")));
        return row;
    }

    private static String why(JsonNode error) {
        var detail = error.path("detail").asString("");
        return error.path("code").asString("") + (detail.isEmpty() ? "" : ": " + detail);
    }
}
