package dev.sluice.sources.postgresql;

import dev.sluice.sources.reading.QueryResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a statement for an answer and turns its rows into JSON-ready values.
final class QueryRunner {
    /// A subselect keeps duplicate column names, and the order of an inner ORDER BY: PostgreSQL does
    /// not pull up a subselect that sorts, it hands the limit down into the sort.
    static final String PREFIX = "SELECT * FROM (";

    private final Session session;

    QueryRunner(Session session) {
        this.session = session;
    }

    QueryResult run(StatementText statement, int maxRows, Duration timeout, StatementCancel cancel)
            throws SQLException {
        session.patience(timeout);
        session.beginReading(timeout);
        var asOf = time(session.rows("SELECT pg_catalog.now()").required(0, 0));
        cancel.throwIfRequested();
        long started = System.nanoTime();
        var rows = session.rows(PREFIX + statement.sql().sql() + "\n) q LIMIT " + (maxRows + 1L));
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        var description = ResultDescription.of(session, statement.sql(), rows.fields());
        return new QueryResult(
                description.columns(),
                values(rows, description.types(), maxRows),
                rows.size() > maxRows,
                asOf,
                millis);
    }

    private static List<List<@Nullable Object>> values(Rows rows, List<PgType> types, int maxRows) {
        var all = new ArrayList<List<@Nullable Object>>();
        for (int row = 0; row < Math.min(rows.size(), maxRows); row++) {
            var values = new ArrayList<@Nullable Object>(types.size());
            for (int column = 0; column < types.size(); column++) {
                values.add(PgValues.value(types.get(column), rows.text(row, column)));
            }
            all.add(values);
        }
        return all;
    }

    /// A `timestamptz` as the session prints it, in UTC.
    static Instant time(String text) {
        return Instant.parse(PgTimes.iso(text));
    }
}
