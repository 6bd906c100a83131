package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.objects.ObjectStore;
import dev.sluice.sources.DataSources;

/// Exports: reads, encodes and uploads at the same time, holding a few buffers of each file. Thread-safe.
public final class ExportPipeline {
    private final DataSources sources;
    private final ObjectStore objects;

    public ExportPipeline(DataSources sources, ObjectStore objects) {
        this.sources = sources;
        this.objects = objects;
    }

    /// Runs an export to its end. Objects of an export that failed may be left in the store, none of them
    /// unfinished; whoever named the prefix removes them.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `source_unreachable`, `source_failed`,
    ///     `store_failed`, `unsupported`, `validation_failed`
    /// @throws dev.sluice.sources.reading.SnapshotGone when the plan's snapshot is
    /// @throws java.util.concurrent.CancellationException once it was asked for
    public ExportOutcome run(ExportPlan plan, ExportWatch watch) throws Exception {
        var next = plan;
        while (true) {
            try {
                return read(next, watch);
            } catch (UnfitValue e) {
                // each time with one column more as text, so at most as often as there are columns
                watch.anew(e.why());
                next = next.anew(e.instead());
            }
        }
    }

    private ExportOutcome read(ExportPlan plan, ExportWatch watch) throws Exception {
        try (var scan =
                        sources.scan(
                                plan.source(), plan.sql(), plan.request(), watch.cancellation());
                var attempt = new Attempt(plan, scan, objects, watch.log());
                var _ = watch.cancellation().onRequest(attempt::stop)) {
            watch.reading(attempt);
            return attempt.run();
        }
    }
}
