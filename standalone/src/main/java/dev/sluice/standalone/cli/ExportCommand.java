package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default) or parquet.")
    private @Nullable String format;

    @Option(
            names = "--compression",
            paramLabel = "NAME",
            description =
                    "For csv: none (default), gzip, zstd. For parquet: zstd (default), snappy, gzip,"
                            + " none.")
    private @Nullable String compression;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Download to this file (a directory for several files), go on where an earlier try"
                            + " stopped, and compare with the manifest.")
    private @Nullable Path out;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source to read. Default: the first one.")
    private @Nullable String source;

    @Override
    int run(SluiceClient client, Terminal terminal) {
        var body = new LinkedHashMap<String, Object>();
        put(body, "question", question);
        put(body, "sql", sql);
        if (body.size() != 1) {
            throw new ParameterException(
                    spec().commandLine(), "Give either a question or --sql, and not both.");
        }
        put(body, "source", source);
        put(body, "format", format);
        put(body, "compression", compression);
        var job = new JobWatch(client, terminal, json()).await(client.export(body));
        return new JobReport(client, terminal, json()).print(job, out, true);
    }

    private static void put(
            LinkedHashMap<String, Object> body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
