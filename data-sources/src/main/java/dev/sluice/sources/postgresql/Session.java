package dev.sluice.sources.postgresql;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;

/// One connection and the few things that are done with it.
///
/// Statements go below JDBC, to the driver's query executor: the text reaches the server exactly as it
/// is, never split at a semicolon, with no escape or placeholder looked for, and the type ids of the
/// result come back.
final class Session {
    private static final int FLAGS =
            QueryExecutor.QUERY_SUPPRESS_BEGIN
                    | QueryExecutor.QUERY_ONESHOT
                    | QueryExecutor.QUERY_NO_BINARY_TRANSFER
                    | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE;

    /// Beyond a statement's own limit: the server's word on it should come first.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final PgConnection connection;
    private volatile boolean broken;

    Session(PgConnection connection) {
        this.connection = connection;
    }

    PgConnection connection() {
        return connection;
    }

    /// Whether the connection must not be used again.
    boolean broken() {
        return broken;
    }

    void spoil() {
        broken = true;
    }

    void pin(SessionPurpose purpose) throws SQLException {
        rows(SessionPin.sql(purpose));
    }

    /// READ COMMITTED: a statement's snapshot is taken after its locks, so a table that is being
    /// rewritten is waited for and then read, and never seen as empty.
    void beginReading(Duration limit) throws SQLException {
        begin("READ COMMITTED", limit);
    }

    /// Takes no snapshot yet: that is left to the first statement that reads.
    ///
    /// @param lockLimit how long to wait for each lock
    void beginSnapshot(Duration lockLimit) throws SQLException {
        begin("REPEATABLE READ", Duration.ZERO);
        rows("SET LOCAL lock_timeout = " + lockLimit.toMillis());
    }

    private void begin(String isolation, Duration limit) throws SQLException {
        rows("BEGIN ISOLATION LEVEL " + isolation + " READ ONLY");
        rows("SET LOCAL statement_timeout = " + limit.toMillis());
    }

    /// Ends the transaction; a connection that cannot do so is spoilt.
    void rollback() {
        try {
            if (!broken) {
                rows("ROLLBACK");
            }
        } catch (SQLException e) {
            broken = true;
        }
    }

    /// The limit for the server to say anything; zero for none.
    void patience(Duration limit) throws SQLException {
        long millis = limit.isZero() ? 0 : limit.plus(GRACE).toMillis();
        connection.setNetworkTimeout(null, (int) Math.min(millis, Integer.MAX_VALUE));
    }

    /// Sends one statement in simple form and takes its whole result.
    Rows rows(String sql) throws SQLException {
        var command = new NativeQuery(sql, SqlCommand.BLANK);
        var executor = connection.getQueryExecutor();
        var result = new Collector();
        try {
            executor.execute(executor.wrap(List.of(command)), null, result, 0, 0, FLAGS);
            return result.rows;
        } catch (SQLException e) {
            broken |= Failures.isLost(e);
            throw e;
        } catch (RuntimeException e) {
            broken = true;
            throw e;
        }
    }

    /// A statement that may fail without ending the transaction. No subtransaction is left open, since
    /// inside of one no snapshot can be exported.
    ///
    /// @param forgiven SQLStates
    /// @return null where it failed so
    @Nullable Rows tried(String sql, Set<String> forgiven) throws SQLException {
        rows("SAVEPOINT tried");
        try {
            var rows = rows(sql);
            rows("RELEASE SAVEPOINT tried");
            return rows;
        } catch (SQLException e) {
            if (broken || !forgiven.contains(Failures.state(e))) {
                throw e;
            }
            rows("ROLLBACK TO SAVEPOINT tried");
            rows("RELEASE SAVEPOINT tried");
            return null;
        }
    }

    interface Trial {
        /// @return false to undo it
        boolean on(Session session) throws SQLException;
    }

    /// Statements and settings that stay only where they succeed.
    ///
    /// @return whether they did
    boolean tried(Trial trial, Set<String> forgiven) throws SQLException {
        rows("SAVEPOINT trial");
        boolean kept = false;
        try {
            kept = trial.on(this);
        } catch (SQLException e) {
            if (broken || !forgiven.contains(Failures.state(e))) {
                throw e;
            }
        }
        if (!kept) {
            rows("ROLLBACK TO SAVEPOINT trial");
        }
        rows("RELEASE SAVEPOINT trial");
        return kept;
    }

    void cancel() throws SQLException {
        connection.cancelQuery();
    }

    /// Closes the socket under whatever is going on.
    void abort() {
        broken = true;
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            broken = true;
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            broken = true;
        }
    }

    private static final class Collector extends ResultHandlerBase {
        private Rows rows = Rows.NONE;

        /// Notices of the server concern nobody here.
        @Override
        public void handleWarning(SQLWarning warning) {}

        @Override
        public void handleResultRows(
                Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            rows = new Rows(Arrays.asList(fields), tuples);
        }
    }
}
