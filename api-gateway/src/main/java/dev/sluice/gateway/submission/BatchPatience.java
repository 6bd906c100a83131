package dev.sluice.gateway.submission;

import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Judges the SQL of one batch within a time for all of it. A source that did not answer in time once is
/// not asked again: its other statements only pass the guard, and the worker judges them.
final class BatchPatience implements Judging {
    private final SqlJudge judge;
    private final long until;
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    BatchPatience(SqlJudge judge, Duration together) {
        this.judge = judge;
        this.until = System.nanoTime() + together.toNanos();
    }

    @Override
    public Optional<Plan> judge(SourceConnection source, String sql) {
        var left = Duration.ofNanos(until - System.nanoTime());
        if (left.isNegative() || silent.contains(source.name())) {
            judge.guardOnly(source, sql);
            return Optional.empty();
        }
        var patience = left.compareTo(SqlJudge.PATIENCE) < 0 ? left : SqlJudge.PATIENCE;
        var plan = judge.judge(source, sql, patience);
        if (plan.isEmpty()) {
            silent.add(source.name());
        }
        return plan;
    }
}
