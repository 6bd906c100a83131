package dev.sluice.exports;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.guard.GuardedSql;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The job's statement, judged again where it will run: the catalog may have changed since it was
/// submitted, and at submission the source may have been away.
final class SourceRows {
    private static final Duration EXPLAIN = Duration.ofSeconds(10);

    private final DataSources sources;

    SourceRows(DataSources sources) {
        this.sources = sources;
    }

    Query check(RunningJob job, String sql, @Nullable Long rowLimit) {
        job.stage(Stage.CHECKING);
        var source = job.source();
        var guarded = sources.guard(source, sources.catalog(source), sql);
        job.checkWanted();
        return new Query(source, guarded, estimate(source, guarded, rowLimit));
    }

    /// Only for the progress bar and the number of readers: a planner that thinks for too long does not
    /// stop an export.
    private @Nullable Long estimate(
            SourceConnection source, GuardedSql sql, @Nullable Long rowLimit) {
        try {
            var rows = sources.explain(source, sql, EXPLAIN).estimatedRows();
            return rowLimit == null ? rows : Math.min(rows, rowLimit);
        } catch (ProblemException e) {
            if (e.is(ProblemType.TIMED_OUT)) {
                return null;
            }
            throw e;
        }
    }

    /// @param estimatedRows null where the planner gave none
    record Query(SourceConnection source, GuardedSql sql, @Nullable Long estimatedRows) {}
}
