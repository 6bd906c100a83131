package dev.sluice.exports;

import dev.sluice.exports.Beginnings.Beginning;
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
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.sources.reading.SnapshotGone;
import java.util.ArrayList;
import java.util.List;

/// One attempt at an export: from the statement to a manifest of files that are stored and whole.
final class ExportJob {
    private final ExportTools tools;
    private final RunningJob job;
    private final ExportRequest request;
    private final Publication publication;
    private final Replicas replicas;
    private final List<String> notes = new ArrayList<>();

    ExportJob(ExportTools tools, RunningJob job, ExportRequest request, Publication publication) {
        this.tools = tools;
        this.job = job;
        this.request = request;
        this.publication = publication;
        this.replicas = new Replicas(job);
    }

    Manifest run(String sql) throws Exception {
        var format = tools.formats().of(request);
        job.stage(Stage.CHECKING);
        var query = tools.rows().check(job, sql, request.options().rowLimit());
        tools.rows().requireRoom(query, format, request.options(), job);
        var splitting = tools.splits().of(query, request, format);
        job.stage(Stage.EXPORTING);
        var wanted = Readers.wanted(query, request.options(), tools.settings());
        try (var memory = tools.memory().take(job, format, wanted, splitting.perReader())) {
            return write(query, format, splitting, memory.readers());
        }
    }

    private Manifest write(
            SourceRows.Query query, FileFormat format, Splitting splitting, int readers)
            throws Exception {
        publication.begin();
        var beginnings = new Beginnings(job, tools.objects(), publication);
        var read = query;
        var beginning = beginnings.find(request, query, splitting);
        var start = System.nanoTime();
        try (var progress = new ExportProgress(job, query.estimatedRows(), splitting.perReader())) {
            var watch = new Watch(progress);
            while (true) {
                note(beginning);
                try {
                    var plan = plan(read, format, splitting, readers, beginning);
                    var outcome = tools.pipeline().run(plan, watch);
                    tools.throughput().add(request, outcome, System.nanoTime() - start);
                    return manifest(outcome, query.sql().sql());
                } catch (SnapshotGone e) {
                    job.checkWanted();
                    beginning = beginnings.anew();
                } catch (ProblemException e) {
                    read = read.from(replicas.insteadOf(read.source(), e));
                    beginning = beginnings.atPrimary();
                }
            }
        }
    }

    private void note(Beginning beginning) {
        var note = beginning.note();
        if (note != null) {
            job.thought(note);
            if (!notes.contains(note)) {
                notes.add(note);
            }
        }
    }

    private ExportPlan plan(
            SourceRows.Query query,
            FileFormat format,
            Splitting splitting,
            int readers,
            Beginning beginning) {
        return new ExportPlan(
                query.source(),
                query.sql(),
                format,
                job.objectPrefix(),
                request.options().rowLimit(),
                request.options().partitionBy(),
                splitting,
                readers,
                beginning.snapshot(),
                beginning.parts(),
                beginning.resumable());
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
