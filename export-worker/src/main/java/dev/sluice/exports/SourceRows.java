package dev.sluice.exports;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.pipeline.TooManyParts;
import dev.sluice.exports.pipeline.TooManyRows;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.Cancellation;
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

    /// An estimate that is so much above is right about that.
    private static final double SURELY = 1.2;

    private static final long MANY = 1_000_000_000_000L;

    private final DataSources sources;

    SourceRows(DataSources sources) {
        this.sources = sources;
    }

    Query check(RunningJob job, String sql, @Nullable Long rowLimit) {
        var source = job.source();
        var guarded = sources.guard(source, sources.catalog(source, job), sql);
        job.checkWanted();
        return new Query(source, guarded, estimate(job, source, guarded, rowLimit));
    }

    /// Says before anything is read that the files cannot hold that many rows, where the source leaves no
    /// doubt. What only turns out later is refused when it does.
    void requireRoom(
            Query query, FileFormat format, ExportOptions options, Cancellation cancellation) {
        var perPart = options.rowsPerPart();
        if (perPart != null
                && surelyMore(query, TooManyParts.MOST * Math.min(perPart, MANY), cancellation)) {
            throw TooManyParts.problem();
        }
        if (!options.split() && surelyMore(query, format.mostRowsPerFile(), cancellation)) {
            throw TooManyRows.of(format.mostRowsPerFile());
        }
    }

    private boolean surelyMore(Query query, long most, Cancellation cancellation) {
        var planned = query.estimatedRows();
        if (planned == null || planned <= most) {
            return false;
        }
        var estimate = sources.estimate(query.source(), query.sql(), EXPLAIN, cancellation);
        return (estimate.sampled() || wholeTable(query.sql())) && estimate.rows() > most * SURELY;
    }

    private static boolean wholeTable(GuardedSql sql) {
        return sql.plainScan().filter(scan -> scan.filter() == null).isPresent();
    }

    /// Only for the progress bar and the number of readers: a planner that thinks for too long does not
    /// stop an export.
    private @Nullable Long estimate(
            Cancellation cancellation,
            SourceConnection source,
            GuardedSql sql,
            @Nullable Long rowLimit) {
        try {
            var rows = sources.explain(source, sql, EXPLAIN, cancellation).estimatedRows();
            return rowLimit == null ? rows : Math.min(rows, rowLimit);
        } catch (ProblemException e) {
            if (e.is(ProblemType.TIMED_OUT)) {
                return null;
            }
            throw e;
        }
    }

    /// @param estimatedRows null where the planner gave none
    record Query(SourceConnection source, GuardedSql sql, @Nullable Long estimatedRows) {
        /// @param other another way to the same rows
        Query from(SourceConnection other) {
            return new Query(other, sql, estimatedRows);
        }
    }
}
