package dev.sluice.sources.postgresql;

import dev.sluice.model.Json;
import dev.sluice.sources.plan.Plan;
import java.sql.SQLException;
import java.time.Duration;

/// Asks the planner, and runs nothing.
final class Explainer {
    /// Parentheses keep whatever follows inside this one EXPLAIN.
    static final String PREFIX = "EXPLAIN (FORMAT JSON) (";

    private final Session session;

    Explainer(Session session) {
        this.session = session;
    }

    Plan explain(StatementText statement, Duration limit) throws SQLException {
        session.patience(limit);
        session.beginReading(limit);
        var rows = session.rows(PREFIX + statement.sql().sql() + "\n)");
        var plan = Json.mapper().readTree(rows.required(0, 0)).path(0).path("Plan");
        return new Plan(
                plan.path("Plan Rows").decimalValue().longValue(),
                plan.path("Total Cost").doubleValue());
    }
}
