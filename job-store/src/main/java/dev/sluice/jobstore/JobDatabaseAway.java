package dev.sluice.jobstore;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// The job database cannot be reached, is going down, or takes no more. Nothing is wrong with what was
/// asked: the same can be tried again later.
public final class JobDatabaseAway extends DataAccessException {
    private static final String DISK_FULL = "53100";

    /// Classes of SQLState that speak of the server, not of the statement: connection, resources,
    /// operator intervention.
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57");

    /// Idle transaction ended, lock not had in time.
    private static final Set<String> OUTAGE_STATES = Set.of("25P03", "55P03");

    public JobDatabaseAway(Throwable cause) {
        super("The job database is away: " + words(cause), cause);
    }

    /// The database's own, without the statement.
    private static @Nullable String words(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e.getMessage();
            }
        }
        return cause.getMessage();
    }

    /// Whether it has no space left, which takes a person.
    public boolean isFull() {
        for (var t = getCause(); t != null; t = t.getCause()) {
            if (t instanceof SQLException e && DISK_FULL.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /// @return the failure itself where it speaks of something else
    static RuntimeException orElse(RuntimeException failure) {
        return !(failure instanceof JobDatabaseAway) && isOutage(failure)
                ? new JobDatabaseAway(failure)
                : failure;
    }

    private static boolean isOutage(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CannotCreateTransactionException
                    // neither commit nor rollback reached the database
                    || t instanceof TransactionSystemException
                    || t instanceof SQLTransientException
                    || t instanceof SQLNonTransientConnectionException
                    || (t instanceof SQLException e && isOutageState(e.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutageState(@Nullable String state) {
        return state != null
                && state.length() == 5
                && (OUTAGE_CLASSES.contains(state.substring(0, 2))
                        || OUTAGE_STATES.contains(state));
    }
}
