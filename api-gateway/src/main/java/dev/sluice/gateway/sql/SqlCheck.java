package dev.sluice.gateway.sql;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.guard.GuardedSql;
import java.time.Duration;

/// Says whether SQL would be accepted, without running it. What the source cannot say, for being away
/// or slow, is a finding too: `allowed` is never a guess.
final class SqlCheck {
    private static final Duration EXPLAIN = Duration.ofSeconds(10);

    private final DataSources sources;

    SqlCheck(DataSources sources) {
        this.sources = sources;
    }

    /// @throws ProblemException `validation_failed` where there is nothing to judge
    CheckReport check(SourceConnection source, String sql) {
        GuardedSql guarded;
        try {
            var catalog = sources.cachedCatalog(source).orElseGet(() -> sources.catalog(source));
            guarded = sources.guard(source, catalog, sql);
        } catch (ProblemException e) {
            if (e.is(ProblemType.VALIDATION_FAILED)) {
                throw e;
            }
            return CheckReport.refused(e.problem());
        }
        try {
            return CheckReport.planned(guarded, sources.explain(source, guarded, EXPLAIN));
        } catch (ProblemException e) {
            return CheckReport.guarded(guarded, e.problem());
        }
    }
}
