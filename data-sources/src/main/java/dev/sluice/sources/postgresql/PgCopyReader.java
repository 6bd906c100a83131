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

/// One COPY of an export. Where it does not end, its connection is thrown away.
///
/// The command is sent with the first [#next]: the server answers it only when it has rows to send,
/// which can take as long as a sort, and until then nobody could cancel a reader that does not exist
/// yet.
final class PgCopyReader implements CopyReader {
    private final ExportSession session;
    private final Runnable afterwards;
    private final StatementText statement;
    private final String command;
    private final List<ResultColumn> columns;
    private final CopySnapshot snapshot;
    private final Duration limit;
    private @Nullable CopyMessages messages;
    private long copiedRows = -1;
    private boolean closed;

    /// @param afterwards called once, when the reader is closed
    /// @param limit of the statement's time; zero for none
    PgCopyReader(
            ExportSession session,
            Runnable afterwards,
            StatementText statement,
            String command,
            List<ResultColumn> columns,
            CopySnapshot snapshot,
            Duration limit) {
        this.session = session;
        this.afterwards = afterwards;
        this.statement = statement;
        this.command = command;
        this.columns = columns;
        this.snapshot = snapshot;
        this.limit = limit;
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
    public boolean next() {
        session.cancel().throwIfRequested();
        if (copiedRows >= 0) {
            return false;
        }
        try {
            return read();
        } catch (SQLException e) {
            throw failed(e);
        } catch (ProblemException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // the driver's own state breaks where its socket is closed under it
            if (session.cancel().requested()) {
                throw ExportSession.cancelled(e);
            }
            throw e;
        }
    }

    private boolean read() throws SQLException {
        var reading = started();
        if (reading.next()) {
            return true;
        }
        var rows = reading.copiedRows();
        // the driver also answers that nothing follows where its copy was ended under it
        if (rows == null) {
            throw new SQLException("the copy ended without its row count", "08006");
        }
        session.cancel().throwIfRequested();
        copiedRows = rows;
        session.atWork(false);
        return false;
    }

    private CopyMessages started() throws SQLException {
        var reading = messages;
        if (reading == null) {
            session.atWork(true);
            var connection = session.session().connection();
            var copy = new CopyManager(connection).copyOut(command);
            reading = new CopyMessages(copy, DriverBuffer.of(connection));
            messages = reading;
        }
        return reading;
    }

    private RuntimeException failed(SQLException e) {
        session.session().spoil();
        if (session.cancel().requested()) {
            return ExportSession.cancelled(e);
        }
        return Failures.ofStatement(e, limit, statement);
    }

    @Override
    public byte[] buffer() {
        return current().buffer();
    }

    @Override
    public int start() {
        return current().start();
    }

    @Override
    public int end() {
        return current().end();
    }

    private CopyMessages current() {
        if (messages == null) {
            throw new IllegalStateException("there is no message before the first next()");
        }
        return messages;
    }

    @Override
    public long copiedRows() {
        if (copiedRows < 0) {
            throw new IllegalStateException("the copy has not ended");
        }
        return copiedRows;
    }

    /// Whether the stream came to its end, so that its session can go on.
    boolean ended() {
        return copiedRows >= 0 && session.usable();
    }

    @Override
    public void cancel() {
        session.cancel().request();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            afterwards.run();
        }
    }
}
