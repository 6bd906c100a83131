package dev.sluice.standalone.cli;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Progress;
import dev.sluice.standalone.cli.client.JobFollower;
import dev.sluice.standalone.cli.client.JobListener;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.terminal.Columns;
import dev.sluice.standalone.cli.terminal.ProgressText;
import dev.sluice.standalone.cli.terminal.StatusLine;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.time.InstantSource;

/// Shows a job's stages, thoughts and progress until it rests.
final class JobWatch {
    private static final JobListener SILENT = new JobListener() {};

    private final SluiceClient client;
    private final Terminal terminal;
    private final boolean silent;

    JobWatch(SluiceClient client, Terminal terminal, boolean silent) {
        this.client = client;
        this.terminal = terminal;
        this.silent = silent;
    }

    /// The job once it is terminal or waits for a person. Ctrl-C meanwhile says how to find it again.
    Job await(Job submitted) {
        if (submitted.state().resting()) {
            return submitted;
        }
        try (var notice = new InterruptNotice(terminal, submitted.id());
                var status = new StatusLine(terminal, InstantSource.system())) {
            var listener = silent ? SILENT : new Painter(status);
            listener.changed(submitted);
            return new JobFollower(client).follow(submitted.id(), listener);
        }
    }

    private final class Painter implements JobListener {
        private final StatusLine status;
        private final ProgressText progressText = new ProgressText(terminal);
        private String phase = "";
        private boolean export;

        Painter(StatusLine status) {
            this.status = status;
        }

        @Override
        public void changed(Job job) {
            if (job.type() == JobType.EXPORT && !export && !phase.isEmpty()) {
                status.remark("The answer has too many rows for a table: it becomes an export.");
            }
            export = job.type() == JobType.EXPORT;
            phase = StageWords.of(job);
            if (!job.state().terminal()) {
                status.show(phase, "");
            }
        }

        @Override
        public void progressed(Progress progress) {
            var text =
                    progressText.text(
                            InstantSource.system().instant(),
                            progress.rows(),
                            progress.bytes(),
                            progress.fraction(),
                            progress.etaSeconds(),
                            progress.rowsPerSecond());
            status.show(phase, text);
        }

        @Override
        public void thought(String content) {
            if (!content.isBlank()) {
                status.remark(terminal.style().dim("  " + Columns.oneLine(content.strip())));
                status.show(phase, "");
            }
        }

        @Override
        public void reconnecting() {
            status.show("The connection is gone, trying again", "");
        }
    }
}
