package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanReader;
import dev.sluice.sources.reading.SnapshotGone;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A scan whose first session took locks and snapshot, or joined those of another, and is the first to
/// read: with one reader there is one connection.
final class PgScan implements Scan {
    private static final Logger LOG = LoggerFactory.getLogger(PgScan.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExportSessions sessions;
    private final ExportSession first;
    private final ScanBasis basis;
    private final RowForm form;
    private final boolean held;
    private final boolean replica;
    private final Duration silenceLimit;
    private final Optional<Catalog> catalog;
    private final Deque<ExportSession> free = new ArrayDeque<>();
    private boolean closed;

    /// @param held whether another session holds the snapshot
    /// @param replica whether the server may end a session that does nothing but hold a snapshot
    PgScan(
            ExportSessions sessions,
            ExportSession first,
            ScanBasis basis,
            RowForm form,
            boolean held,
            boolean replica,
            Duration silenceLimit,
            Optional<Catalog> catalog) {
        this.sessions = sessions;
        this.first = first;
        this.basis = basis;
        this.form = form;
        this.held = held;
        this.replica = replica;
        this.silenceLimit = silenceLimit;
        this.catalog = catalog;
        free.add(first);
    }

    /// Opens a second session ahead, to see that there can be one: not where the role may have only one
    /// connection, or a pooler sends each to another server.
    ///
    /// @return this, or the whole statement for one reader
    PgScan withSecondReader() {
        try {
            free.addLast(joined());
            return this;
        } catch (ProblemException e) {
            LOG.debug("No second session can read by this snapshot", e);
            return new PgScan(
                    sessions, first, basis.whole(), form, held, replica, silenceLimit, catalog);
        }
    }

    @Override
    public List<ResultColumn> columns() {
        return basis.columns();
    }

    @Override
    public Instant asOf() {
        return basis.snapshot().asOf();
    }

    @Override
    public @Nullable String asOfLsn() {
        return basis.snapshot().lsn();
    }

    @Override
    public int ranges() {
        return basis.plan().count();
    }

    @Override
    public boolean repeatable() {
        return basis.plan().repeatable();
    }

    @Override
    public @Nullable ExportSnapshot snapshot() {
        return basis.exported();
    }

    @Override
    public ScanReader reader() {
        var session = takeFree();
        return new Reader(session == null ? joined() : session);
    }

    private synchronized @Nullable ExportSession takeFree() {
        if (closed) {
            throw new IllegalStateException("the scan is closed");
        }
        return free.poll();
    }

    /// Another session under the same snapshot.
    ///
    /// @throws SnapshotGone where another session held it
    private ExportSession joined() {
        var exported = basis.exported();
        if (exported == null) {
            throw new IllegalStateException("the snapshot of this scan can be read by one reader");
        }
        var session = sessions.open();
        try {
            session.run(PATIENCE, s -> join(s, exported));
            return session;
        } catch (SQLException e) {
            sessions.throwAway(session);
            throw Failures.ofSource(e, Duration.ZERO);
        } catch (SnapshotGone e) {
            sessions.throwAway(session);
            throw held ? e : lost(e);
        } catch (RuntimeException e) {
            sessions.throwAway(session);
            throw e;
        }
    }

    private Session join(Session session, ExportSnapshot exported) throws SQLException {
        ScanOpening.join(
                session, exported.name(), basis.snapshot().locked(), ScanOpening.LOCK_BESIDE);
        if (basis.plan().repeatable()) {
            ScanPlanner.keepInOrder(session);
        }
        requireMeaning(session);
        return session;
    }

    private Session requireMeaning(Session session) throws SQLException {
        if (!basis.snapshot().meaning(session).equals(basis.meaning())) {
            throw ProblemType.SOURCE_FAILED.because(
                    "A table of the statement was replaced by another of its name while its rows were"
                            + " read.");
        }
        return session;
    }

    @Override
    public void confirm() {
        try {
            if (held) {
                rejoin();
            } else {
                first.run(PATIENCE, this::requireMeaning);
            }
        } catch (SQLException e) {
            throw held || Failures.isRecoveryConflict(e)
                    ? Failures.ofSource(e, Duration.ZERO)
                    : lost(e);
        }
    }

    /// As long as the snapshot can be imported, its session has held locks and snapshot without a break.
    private void rejoin() throws SQLException {
        var exported = basis.exported();
        if (exported == null || !first.usable()) {
            sessions.throwAway(joined());
            return;
        }
        first.run(
                PATIENCE,
                s -> {
                    s.rows("ROLLBACK");
                    return join(s, exported);
                });
    }

    private static ProblemException lost(Exception cause) {
        return new ProblemException(
                Problem.of(
                        ProblemType.SOURCE_FAILED,
                        "The source ended the session that held the export's snapshot, so its rows"
                                + " may not belong together."),
                cause);
    }

    @Override
    public void cancel() {
        sessions.cancel();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            free.clear();
        }
        sessions.close();
    }

    private void giveBack(ExportSession session) {
        synchronized (this) {
            if (!closed && session.usable()) {
                free.addFirst(session);
                return;
            }
        }
        sessions.throwAway(session);
    }

    /// Another statement of the same columns instead of the ranges, which may run for so long; closing it
    /// closes the scan.
    CopyReader instead(String text, Duration limit) throws SQLException {
        var command = form.command(text);
        first.run(limit, s -> s.rows("SET LOCAL statement_timeout = " + limit.toMillis()));
        return new PgCopyReader(
                first,
                this::close,
                basis.plan().unplaced(catalog),
                command.text(),
                basis.columns(),
                basis.snapshot(),
                limit);
    }

    private final class Reader implements ScanReader {
        private final ExportSession session;
        private @Nullable PgCopyReader current;
        private boolean done;

        Reader(ExportSession session) {
            this.session = session;
        }

        @Override
        public CopyReader open(int range) {
            if (range < 0 || range >= ranges()) {
                throw new IndexOutOfBoundsException("there is no range " + range);
            }
            session.cancel().throwIfRequested();
            if (done || (current != null && !current.ended())) {
                throw new IllegalStateException(
                        "the reader is closed, or the range before has not ended");
            }
            var command = form.command(basis.plan().text(range));
            var statement = basis.plan().statement(command.prefix(), catalog);
            try {
                ready();
            } catch (SQLException e) {
                throw Failures.ofSource(e, Duration.ZERO);
            }
            var opened =
                    new PgCopyReader(
                            session,
                            this::rangeClosed,
                            statement,
                            command.text(),
                            basis.columns(),
                            basis.snapshot(),
                            Duration.ZERO);
            current = opened;
            return opened;
        }

        /// A session that was ended between two ranges says why only to a plain statement: of a COPY that
        /// cannot begin, the driver loses the server's last words.
        private void ready() throws SQLException {
            if (replica) {
                session.run(silenceLimit, s -> s.rows("SELECT 1"));
            } else {
                session.session().patience(silenceLimit);
            }
        }

        /// What was not read to its end leaves a session that cannot go on.
        private void rangeClosed() {
            if (current != null && !current.ended()) {
                done = true;
                sessions.throwAway(session);
            }
        }

        @Override
        public void close() {
            if (!done) {
                done = true;
                if (current == null || current.ended()) {
                    giveBack(session);
                } else {
                    sessions.throwAway(session);
                }
            }
        }
    }
}
