package dev.sluice.gateway.submission;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges SQL while the caller waits: guard against the catalog, then EXPLAIN. Where the source cannot
/// say anything in time, the job is accepted and the worker judges.
final class SqlJudge implements Judging {
    private static final Logger LOG = LoggerFactory.getLogger(SqlJudge.class);

    /// The statement's own limit.
    private static final Duration EXPLAIN = Duration.ofSeconds(2);

    /// Everything, with connecting and reading a catalog.
    static final Duration PATIENCE = Duration.ofSeconds(4);

    /// What the statement itself is to blame for.
    private static final Set<String> VERDICTS =
            Set.of(
                    ProblemType.UNSAFE_SQL.code(),
                    ProblemType.INVALID_SQL.code(),
                    ProblemType.UNKNOWN_TABLE.code(),
                    ProblemType.UNKNOWN_COLUMN.code(),
                    ProblemType.VALIDATION_FAILED.code());

    private final DataSources sources;
    private final Executor executor;

    SqlJudge(DataSources sources, Executor executor) {
        this.sources = sources;
        this.executor = executor;
    }

    @Override
    public Optional<Plan> judge(SourceConnection source, String sql) {
        return judge(source, sql, PATIENCE);
    }

    /// @param patience with the source, [#PATIENCE] at most
    Optional<Plan> judge(SourceConnection source, String sql, Duration patience) {
        var verdict = CompletableFuture.supplyAsync(() -> explain(source, sql), executor);
        try {
            return Optional.of(verdict.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            LOG.info("{} did not judge SQL in time; the worker will", source);
            return Optional.empty();
        } catch (ExecutionException e) {
            return laterUnlessVerdict(source, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// What can be said without the source: the guard's verdict by the catalog that was read before.
    ///
    /// @throws ProblemException when the statement is at fault
    void guardOnly(SourceConnection source, String sql) {
        try {
            sources.cachedCatalog(source).ifPresent(catalog -> sources.guard(source, catalog, sql));
        } catch (ProblemException e) {
            laterUnlessVerdict(source, e);
        }
    }

    private Plan explain(SourceConnection source, String sql) {
        var catalog = sources.cachedCatalog(source).orElseGet(() -> sources.catalog(source));
        return sources.explain(source, sources.guard(source, catalog, sql), EXPLAIN);
    }

    private static Optional<Plan> laterUnlessVerdict(
            SourceConnection source, @Nullable Throwable cause) {
        if (cause instanceof ProblemException e) {
            if (VERDICTS.contains(e.problem().code())) {
                throw e;
            }
            LOG.info("{} could not judge SQL: {}", source, e.problem().detail());
            return Optional.empty();
        }
        throw new IllegalStateException("Judging SQL failed", cause);
    }
}
