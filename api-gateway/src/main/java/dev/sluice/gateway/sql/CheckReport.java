package dev.sluice.gateway.sql;

import dev.sluice.model.problem.Problem;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of `POST /v1/sql/check`.
///
/// @param allowed guarded and planned by the source
/// @param estimatedCost the planner's cost units
record CheckReport(
        boolean allowed,
        List<Finding> problems,
        @Nullable String statementKind,
        List<String> tables,
        @Nullable Long estimatedRows,
        @Nullable Double estimatedCost,
        @Nullable String normalizedSql) {

    static CheckReport planned(GuardedSql sql, Plan plan) {
        return new CheckReport(
                true,
                List.of(),
                sql.statementKind(),
                sql.tables(),
                plan.estimatedRows(),
                plan.estimatedCost(),
                sql.sql());
    }

    /// Let through by the guard, but not by the source.
    static CheckReport guarded(GuardedSql sql, Problem problem) {
        return new CheckReport(
                false,
                List.of(Finding.of(problem)),
                sql.statementKind(),
                sql.tables(),
                null,
                null,
                sql.sql());
    }

    static CheckReport refused(Problem problem) {
        return new CheckReport(
                false, List.of(Finding.of(problem)), null, List.of(), null, null, null);
    }

    /// @param position one-based character position in the SQL as sent
    record Finding(
            String code,
            String detail,
            @Nullable Integer position,
            @Nullable String sqlstate,
            List<String> suggestions) {
        static Finding of(Problem problem) {
            return new Finding(
                    problem.code(),
                    problem.detail(),
                    problem.position(),
                    problem.sqlstate(),
                    problem.suggestions() == null ? List.of() : problem.suggestions());
        }
    }
}
