package dev.sluice.standalone.cli;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.standalone.cli.client.CliFailure;
import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.client.ProblemText;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.download.Downloaded;
import dev.sluice.standalone.cli.download.Downloads;
import dev.sluice.standalone.cli.terminal.Quantities;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The demonstration: one question and one export through the public API, with everything that comes
/// back checked. What it prints it has from the API and from the downloaded file alone.
public final class DemoWalkthrough {
    private final SluiceClient client;
    private final Terminal terminal;

    public DemoWalkthrough(SluiceClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    /// @param source name of the source to ask
    /// @param question a question that the source can answer
    /// @param exportSql the query to export
    /// @param expectedRows rows that the export must have
    /// @param directory where the export is downloaded to; it stays there
    /// @return whether all was right
    public boolean run(
            String source, String question, String exportSql, long expectedRows, Path directory) {
        try {
            ask(source, question);
            return export(source, exportSql, expectedRows, directory);
        } catch (CliFailure e) {
            terminal.out().println(failed(e.text()));
            return false;
        } finally {
            terminal.out().flush();
        }
    }

    private void ask(String source, String question) {
        heading("POST /v1/analyses  \"" + question + "\"");
        var begin = Instant.now();
        var job = finish(client.analyse(Map.of("question", question, "source", source)));
        new AnswerPrinter(terminal).print(client.result(job.id()));
        terminal.out().println(passed("answered in " + seconds(begin)));
    }

    private boolean export(String source, String sql, long expectedRows, Path directory) {
        heading("POST /v1/exports  " + sql);
        var begin = Instant.now();
        var job = finish(client.export(Map.of("sql", sql, "source", source, "format", "csv")));
        var files = client.files(job.id());
        var took = seconds(begin);
        var printer = new FilesPrinter(terminal);
        printer.summary(files);
        printer.links(files);
        terminal.out().println(passed("exported in " + took));
        var fetched = download(files, directory);
        var rows = fetched.stream().mapToLong(file -> file.rows() == null ? -1 : file.rows()).sum();
        printer.downloaded(fetched, directory);
        if (rows != files.rowCount() || rows != expectedRows || !files.complete()) {
            terminal.out()
                    .println(
                            failed(
                                    "the files have "
                                            + Quantities.count(rows, "row")
                                            + ", the manifest "
                                            + Quantities.count(files.rowCount())
                                            + ", the table "
                                            + Quantities.count(expectedRows)));
            return false;
        }
        terminal.out().println(passed("row count and SHA-256 of the download equal the manifest"));
        return true;
    }

    private Job finish(Job submitted) {
        var job = new JobWatch(client, terminal, false).await(submitted);
        if (job.state() != JobState.SUCCEEDED) {
            var error = job.error();
            throw new CliFailure(
                    error == null
                            ? "Job " + job.id() + " ended " + job.state() + "."
                            : ProblemText.of(error));
        }
        return job;
    }

    private List<Downloaded> download(ExportFiles files, Path directory) {
        try (var downloads = new Downloads(client);
                var painter = new DownloadPainter(terminal, false)) {
            var destination = new Destination(Files.createDirectories(directory), true);
            return downloads.fetch(files, destination, true, painter);
        } catch (IOException e) {
            throw new CliFailure("Cannot write to " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private void heading(String text) {
        terminal.out().println();
        terminal.out().println(terminal.style().accent(text));
        terminal.out().flush();
    }

    private String passed(String text) {
        return terminal.style().good(terminal.glyphs().tick()) + " " + text;
    }

    private String failed(String text) {
        return terminal.style().bad(terminal.glyphs().cross()) + " " + text;
    }

    private static String seconds(Instant begin) {
        var elapsed = Duration.between(begin, Instant.now()).toMillis();
        return String.format(Locale.ROOT, "%.1f s", elapsed / 1000.0);
    }
}
