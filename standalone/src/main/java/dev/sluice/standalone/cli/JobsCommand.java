package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.Quantities;
import dev.sluice.standalone.cli.terminal.TableRenderer;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Lists jobs, newest first.
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "List jobs, newest first.")
public final class JobsCommand extends ServerCommand {
    @Option(
            names = "--state",
            paramLabel = "STATE",
            description =
                    "Only jobs in this state: queued, running, awaiting_review, needs_input, succeeded,"
                            + " failed, cancelled, expired.")
    private @Nullable String state;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many, at most 500. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var query = new LinkedHashMap<String, String>();
        query.put("limit", String.valueOf(limit));
        if (state != null) {
            query.put("state", state);
        }
        var page = client.jobs(query);
        if (json()) {
            JsonOutput.print(terminal, page);
            return 0;
        }
        var now = InstantSource.system().instant();
        var rows =
                StreamSupport.stream(page.path("items").spliterator(), false)
                        .map(job -> row(job, now))
                        .toList();
        if (rows.isEmpty()) {
            terminal.out()
                    .println(state == null ? "No jobs yet." : "No jobs in state " + state + ".");
            return 0;
        }
        var header = Arrays.asList("JOB", "TYPE", "STATE", "DONE", "AGE", "WHAT");
        new TableRenderer(terminal, 5)
                .render(header, rows, rows.size())
                .forEach(terminal.out()::println);
        return 0;
    }

    private static List<@Nullable Object> row(JsonNode job, Instant now) {
        var row = new ArrayList<@Nullable Object>();
        row.add(job.path("id").asString(""));
        row.add(job.path("type").asString(""));
        row.add(job.path("state").asString(""));
        row.add(done(job));
        row.add(Quantities.time(age(job, now)));
        row.add(what(job));
        return row;
    }

    private static String done(JsonNode job) {
        var progress = job.path("progress");
        if (progress.path("fraction").isNumber()
                && job.path("state").asString("").equals("running")) {
            return Math.round(progress.path("fraction").asDouble() * 100) + " %";
        }
        var rows = progress.path("rows");
        return rows.isNumber() && rows.asLong() > 0 ? Quantities.count(rows.asLong()) : "";
    }

    private static Duration age(JsonNode job, Instant now) {
        var created = job.path("created_at").asString("");
        return created.isEmpty() ? Duration.ZERO : Duration.between(Instant.parse(created), now);
    }

    private static String what(JsonNode job) {
        var question = job.path("question");
        return question.isString() ? question.asString() : job.path("sql").asString("");
    }
}
