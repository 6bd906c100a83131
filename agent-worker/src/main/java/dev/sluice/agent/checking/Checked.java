package dev.sluice.agent.checking;

import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.plan.Plan;
import java.util.List;

/// A statement that may run.
///
/// @param plan what the source's planner expects of it
/// @param filters the client's own conditions in it, in words
public record Checked(GuardedSql sql, Plan plan, List<String> filters) {}
