package dev.sluice.standalone.cli;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.standalone.cli.client.CliFailure;
import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.client.ProblemText;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.download.Downloaded;
import dev.sluice.standalone.cli.download.Downloads;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rested job came to: an answer, files, or the reason why not.
final class JobReport {
    private final SluiceClient client;
    private final Terminal terminal;
    private final boolean json;

    JobReport(SluiceClient client, Terminal terminal, boolean json) {
        this.client = client;
        this.terminal = terminal;
        this.json = json;
    }

    /// @param out where the files of an export go; null to print links
    /// @param countRows whether CSV files are known to have a header, so that rows can be counted
    /// @return the exit code
    int print(Job job, @Nullable Destination out, boolean countRows) {
        if (job.state() != JobState.SUCCEEDED) {
            if (json) {
                printJson(document(job));
            }
            throw new CliFailure(whyNot(job));
        }
        if (job.type() == JobType.EXPORT) {
            printFiles(job, out, countRows);
        } else if (json) {
            var document = document(job);
            document.put("result", client.document("/v1/jobs/" + job.id() + "/result"));
            printJson(document);
        } else {
            new AnswerPrinter(terminal).print(client.result(job.id()));
        }
        return 0;
    }

    private void printFiles(Job job, @Nullable Destination out, boolean countRows) {
        var files = client.files(job.id());
        var printer = new FilesPrinter(terminal);
        if (!json) {
            if (job.requiresExport()) {
                terminal.out().println("The answer is too long for a table, so it is a file:");
            }
            printer.summary(files);
        }
        if (out == null) {
            if (json) {
                printJson(filesDocument(job, List.of()));
            } else {
                printer.links(files);
            }
            return;
        }
        var fetched = download(files, out, countRows);
        if (json) {
            printJson(filesDocument(job, fetched));
        } else {
            printer.downloaded(fetched, out.path());
        }
    }

    private List<Downloaded> download(ExportFiles files, Destination out, boolean countRows) {
        try (var downloads = new Downloads(client);
                var painter = new DownloadPainter(terminal, json)) {
            return downloads.fetch(files, out, countRows, painter);
        }
    }

    private LinkedHashMap<String, Object> document(Job job) {
        var document = new LinkedHashMap<String, Object>();
        document.put("job", client.document("/v1/jobs/" + job.id()));
        return document;
    }

    private LinkedHashMap<String, Object> filesDocument(Job job, List<Downloaded> fetched) {
        var document = document(job);
        document.put("files", client.document("/v1/jobs/" + job.id() + "/files"));
        document.put("downloaded", fetched.stream().map(JobReport::described).toList());
        return document;
    }

    private static LinkedHashMap<String, @Nullable Object> described(Downloaded file) {
        var described = new LinkedHashMap<String, @Nullable Object>();
        described.put("path", file.file().toString());
        described.put("bytes", file.bytes());
        described.put("sha256", file.sha256());
        described.put("rows", file.rows());
        return described;
    }

    private void printJson(Object document) {
        JsonOutput.print(terminal, document);
    }

    private static String whyNot(Job job) {
        var error = job.error();
        return switch (job.state()) {
            case FAILED -> error == null ? "Job " + job.id() + " failed." : ProblemText.of(error);
            case CANCELLED -> "Job " + job.id() + " was cancelled.";
            case EXPIRED -> "Job " + job.id() + " expired before anybody took it up.";
            case AWAITING_REVIEW ->
                    "Job "
                            + job.id()
                            + " waits for a review of its SQL: POST /v1/jobs/"
                            + job.id()
                            + "/approve or /reject.";
            case NEEDS_INPUT ->
                    "Job "
                            + job.id()
                            + " asks back: POST /v1/jobs/"
                            + job.id()
                            + "/answer. "
                            + job.inputRequest();
            case QUEUED, RUNNING -> InterruptNotice.text(job.id());
            case SUCCEEDED -> "Job " + job.id() + " succeeded.";
        };
    }
}
