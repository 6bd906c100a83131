package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Exports the rows of a query or a question to files.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Export all rows of a query, or of a question, to files.")
public final class ExportCommand extends ServerCommand {
    @Parameters(
            paramLabel = "QUESTION",
            arity = "0..1",
            description = "What to export, in quotes; or give --sql.")
    private @Nullable String question;

    @Option(names = "--sql", paramLabel = "QUERY", description = "One SELECT statement, in quotes.")
    private @Nullable String sql;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source to read. Default: the first one.")
    private @Nullable String source;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            description =
                    "Download to this file, or into this directory where there are several files; go on"
                            + " where an earlier try stopped, and compare each with the manifest.")
    private @Nullable String out;

    @Option(
            names = "--estimate",
            description = "Say how many rows and bytes it would be and how long it would take.")
    private boolean estimate;

    @ArgGroup(exclusive = false, heading = "%nHow the files are written:%n")
    private ExportFlags flags = new ExportFlags();

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var body = body();
        if (estimate) {
            new EstimatePrinter(terminal, json()).print(client.estimate(body));
            return 0;
        }
        var job = new JobWatch(client, terminal, json()).await(client.export(body));
        var destination = out == null ? null : Destination.of(out, flags.split());
        return new JobReport(client, terminal, json()).print(job, destination, flags.header());
    }

    private Map<String, Object> body() {
        if ((question == null) == (sql == null)) {
            throw new ParameterException(
                    spec().commandLine(), "Give either a question or --sql, and not both.");
        }
        var body = new LinkedHashMap<String, Object>();
        put(body, "question", question);
        put(body, "sql", sql);
        put(body, "source", source);
        flags.into(body);
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
