package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.sources.reading.HeldSnapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A transaction that is open and idle.
final class PgHeldSnapshot implements HeldSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(PgHeldSnapshot.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ExportSessions sessions;
    private final ExportSession session;
    private final ExportSnapshot snapshot;

    PgHeldSnapshot(ExportSessions sessions, ExportSession session, ExportSnapshot snapshot) {
        this.sessions = sessions;
        this.session = session;
        this.snapshot = snapshot;
    }

    @Override
    public ExportSnapshot snapshot() {
        return snapshot;
    }

    /// A session that lost its transaction refuses the statement, or has none to refuse.
    @Override
    public synchronized boolean alive() {
        if (!session.usable()) {
            return false;
        }
        try {
            return session.run(PATIENCE, s -> s.rows("SELECT 1")).size() == 1;
        } catch (SQLException | CancellationException e) {
            LOG.debug("A held snapshot is gone", e);
            session.session().spoil();
            return false;
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
