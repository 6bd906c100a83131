package dev.sluice.gateway.submission;

import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.plan.Plan;
import java.util.Optional;

/// Judges SQL while its sender waits.
public interface Judging {
    /// @return the plan; empty when the source could not say anything in time, and the worker will judge
    /// @throws dev.sluice.model.problem.ProblemException when the statement is at fault
    Optional<Plan> judge(SourceConnection source, String sql);
}
