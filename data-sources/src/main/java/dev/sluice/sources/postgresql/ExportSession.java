package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/// A session that is one export's alone, which anybody may end at any time.
final class ExportSession {
    private final Session session;
    private final StatementCancel cancel;
    private volatile boolean atWork;

    ExportSession(Session session) {
        this.session = session;
        this.cancel = new StatementCancel(session);
    }

    interface Step<T> {
        T on(Session session) throws SQLException;
    }

    Session session() {
        return session;
    }

    StatementCancel cancel() {
        return cancel;
    }

    boolean usable() {
        return !session.broken() && !cancel.requested();
    }

    /// Runs statements of ours; what breaks because of a cancellation is one.
    ///
    /// @param limit how long each statement may take to say anything
    <T> T run(Duration limit, Step<T> step) throws SQLException {
        cancel.throwIfRequested();
        atWork = true;
        try {
            session.patience(limit);
            var result = step.on(session);
            atWork = false;
            return result;
        } catch (SQLException | RuntimeException e) {
            if (cancel.requested() && !(e instanceof ProblemException)) {
                throw cancelled(e);
            }
            throw e;
        }
    }

    /// Whether a statement is under way, or broke.
    void atWork(boolean working) {
        atWork = working;
    }

    /// Ends the session whatever it is doing; a statement may be deep in a sort and would notice a closed
    /// socket only at its first row.
    void throwAway() {
        try {
            if (!session.broken()) {
                session.cancel();
            }
        } catch (SQLException alreadyGone) {
            session.spoil();
        }
        session.abort();
        cancel.end();
    }

    void close() {
        if (atWork || session.broken()) {
            throwAway();
        } else {
            session.close();
            cancel.end();
        }
    }

    static CancellationException cancelled(Exception cause) {
        if (cause instanceof CancellationException already) {
            return already;
        }
        var cancelled = new CancellationException("cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }
}
