package dev.sluice.agent.checking;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.guard.GuardedSql;
import java.time.Duration;
import java.util.List;

/// Lets SQL through only if the guard does and the source can plan it.
public final class SqlCheck {
    private static final Duration PLANNING = Duration.ofSeconds(10);

    private final DataSources sources;

    public SqlCheck(DataSources sources) {
        this.sources = sources;
    }

    /// @param sql untrusted text
    /// @throws dev.sluice.model.problem.ProblemException `unsafe_sql`, `invalid_sql`, `unknown_table`,
    ///     `unknown_column`, or `unsupported` where a filter of the client fits no table
    /// @throws java.util.concurrent.CancellationException once `cancellation` was requested
    public Checked check(
            SourceConnection source,
            Catalog catalog,
            String sql,
            ContextFilters filters,
            Cancellation cancellation) {
        var guarded = sources.guard(source, catalog, sql);
        List<String> words = List.of();
        if (!filters.isEmpty()) {
            words = filters.words(catalog, guarded);
            guarded = filtered(source, catalog, guarded, filters);
        }
        var plan = sources.explain(source, guarded, PLANNING, cancellation);
        return new Checked(guarded, plan, words);
    }

    /// What was rewritten is judged again: the guard alone decides what runs.
    private GuardedSql filtered(
            SourceConnection source, Catalog catalog, GuardedSql guarded, ContextFilters filters) {
        return sources.guard(source, catalog, filters.applied(catalog, guarded));
    }
}
