package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/// One COPY on a connection of its own.
///
/// The command is sent with the first [#next]: the server answers it only when it has rows to send,
/// which can take as long as a sort, and until then nobody could cancel a reader that does not exist
/// yet.
final class PgCopyReader implements CopyReader {
    private final Session session;
    private final StatementText statement;
    private final String command;
    private final List<ResultColumn> columns;
    private final CopySnapshot snapshot;
    private final StatementCancel cancel;
    private @Nullable CopyOut copy;
    private long copiedRows = -1;
    private boolean closed;

    PgCopyReader(
            Session session,
            StatementText statement,
            String command,
            List<ResultColumn> columns,
            CopySnapshot snapshot) {
        this.session = session;
        this.statement = statement;
        this.command = command;
        this.columns = columns;
        this.snapshot = snapshot;
        this.cancel = new StatementCancel(session);
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public Instant asOf() {
        return snapshot.asOf();
    }

    @Override
    public @Nullable String asOfLsn() {
        return snapshot.lsn();
    }

    @Override
    public byte @Nullable [] next() {
        cancel.throwIfRequested();
        if (copiedRows >= 0) {
            return null;
        }
        try {
            return read();
        } catch (SQLException e) {
            throw failed(e);
        } catch (ProblemException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // the driver's own state breaks where its socket is closed under it
            if (cancel.requested()) {
                throw cancelled(e);
            }
            throw e;
        }
    }

    private byte @Nullable [] read() throws SQLException {
        var reading = started();
        byte[] message = reading.readFromCopy();
        if (message != null) {
            return message;
        }
        // the driver also answers null where its copy was ended under it
        if (reading.isActive() || reading.getHandledRowCount() < 0) {
            throw new SQLException("the copy ended without its row count", "08006");
        }
        cancel.throwIfRequested();
        copiedRows = reading.getHandledRowCount();
        cancel.end();
        return null;
    }

    private CopyOut started() throws SQLException {
        var reading = copy;
        if (reading == null) {
            reading = new CopyManager(session.connection()).copyOut(command);
            copy = reading;
        }
        return reading;
    }

    private RuntimeException failed(SQLException e) {
        session.spoil();
        if (cancel.requested()) {
            return cancelled(e);
        }
        return Failures.ofStatement(e, Duration.ZERO, statement);
    }

    private static CancellationException cancelled(Exception cause) {
        var cancelled = new CancellationException("cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }

    @Override
    public long copiedRows() {
        if (copiedRows < 0) {
            throw new IllegalStateException("the copy has not ended");
        }
        return copiedRows;
    }

    @Override
    public void cancel() {
        cancel.request();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (copiedRows >= 0 && !session.broken()) {
            session.close();
        } else {
            throwAway();
        }
        cancel.end();
    }

    /// A statement may be deep in a sort and would notice a closed socket only at its first row.
    private void throwAway() {
        try {
            session.cancel();
        } catch (SQLException alreadyGone) {
            session.spoil();
        }
        session.abort();
    }
}
