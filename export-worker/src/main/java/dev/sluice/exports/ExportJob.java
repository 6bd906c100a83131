package dev.sluice.exports;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.pipeline.ExportMeter;
import dev.sluice.exports.pipeline.ExportOutcome;
import dev.sluice.exports.pipeline.ExportPlan;
import dev.sluice.exports.pipeline.ExportWatch;
import dev.sluice.exports.pipeline.PartLog;
import dev.sluice.exports.pipeline.PartNames;
import dev.sluice.exports.pipeline.Splitting;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Cancellation;
import dev.sluice.model.job.Stage;
import dev.sluice.model.request.ExportRequest;
import java.util.ArrayList;
import java.util.List;

/// One attempt at an export: from the statement to a manifest of files that are stored and whole.
final class ExportJob {
    private final ExportTools tools;
    private final RunningJob job;
    private final ExportRequest request;
    private final Publication publication;
    private final List<String> notes = new ArrayList<>();

    ExportJob(ExportTools tools, RunningJob job, ExportRequest request, Publication publication) {
        this.tools = tools;
        this.job = job;
        this.request = request;
        this.publication = publication;
    }

    Manifest run(String sql) throws Exception {
        var format = tools.formats().of(request);
        var options = request.options();
        var query = tools.rows().check(job, sql, options.rowLimit());
        var splitting = Splitting.asked(options, tools.settings().splitAbove().toBytes());
        var wanted = Readers.wanted(query, options, tools.settings());
        try (var memory = tools.memory().take(job, format, wanted, splitting.perReader())) {
            return write(query, format, splitting, memory.readers());
        }
    }

    private Manifest write(
            SourceRows.Query query, FileFormat format, Splitting splitting, int readers)
            throws Exception {
        job.stage(Stage.EXPORTING);
        publication.begin();
        var options = request.options();
        var plan =
                new ExportPlan(
                        query.source(),
                        query.sql(),
                        format,
                        job.objectPrefix(),
                        options.rowLimit(),
                        options.partitionBy(),
                        splitting,
                        readers,
                        null,
                        List.of(),
                        false);
        try (var progress = new ExportProgress(job, query.estimatedRows(), splitting.perReader())) {
            var outcome = tools.pipeline().run(plan, new Watch(progress));
            return manifest(outcome, query.sql().sql());
        }
    }

    private final class Watch implements ExportWatch {
        private final ExportProgress progress;

        Watch(ExportProgress progress) {
            this.progress = progress;
        }

        @Override
        public Cancellation cancellation() {
            return job;
        }

        @Override
        public void reading(ExportMeter meter) {
            progress.follow(meter);
        }

        @Override
        public PartLog log() {
            return this::finished;
        }

        private void finished(FinishedPart part) {
            if (request.options().earlyParts() || !part.coverage().isEmpty()) {
                publication.record(part);
            }
        }

        @Override
        public void anew(String why) {
            job.thought(why);
            notes.add(why);
            publication.forget();
            job.checkWanted();
        }
    }

    private Manifest manifest(ExportOutcome outcome, String sql) {
        return new Manifest(
                job.job().id(),
                request.format(),
                request.compression(),
                true,
                outcome.truncated(),
                outcome.rows(),
                outcome.bytes(),
                outcome.asOf(),
                outcome.asOfLsn(),
                sql,
                outcome.columns(),
                outcome.guardedCells(),
                notes,
                outcome.parts().stream().map(part -> part(part, outcome)).toList());
    }

    private Manifest.Part part(FinishedPart part, ExportOutcome outcome) {
        return new Manifest.Part(
                PartNames.of(request.options().fileName(), part, outcome),
                part.key(),
                part.rows(),
                part.bytes(),
                part.sha256(),
                part.etag(),
                part.partition().isEmpty() ? null : part.partition());
    }
}
