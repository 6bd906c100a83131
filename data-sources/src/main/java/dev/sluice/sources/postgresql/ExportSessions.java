package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.ProblemException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// All sessions of one export, from the moment each is asked for: none is left behind, whenever the
/// export is cancelled or closed.
final class ExportSessions implements AutoCloseable {
    private final Connector connector;
    private final Set<CompletableFuture<Session>> arrivals = new HashSet<>();
    private final Set<ExportSession> sessions = new HashSet<>();
    private boolean cancelled;
    private boolean closed;

    ExportSessions(Connector connector) {
        this.connector = connector;
    }

    /// @throws ProblemException `source_unreachable`
    /// @throws CancellationException once [#cancel] or [#close] was called
    ExportSession open() {
        var arrival = new CompletableFuture<Session>();
        synchronized (this) {
            requireWanted();
            arrivals.add(arrival);
        }
        Thread.ofVirtual().name("sluice-connect").start(() -> deliver(arrival));
        try {
            return admit(arrival.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof SQLException sql
                    ? Failures.unreachable(sql, connector)
                    : unchecked(e);
        } finally {
            synchronized (this) {
                arrivals.remove(arrival);
            }
        }
    }

    /// A session that comes when nobody waits any more is closed again.
    private void deliver(CompletableFuture<Session> arrival) {
        try {
            var session = connector.open(SessionPurpose.EXPORT);
            if (!arrival.complete(session)) {
                session.close();
            }
        } catch (SQLException | RuntimeException e) {
            arrival.completeExceptionally(e);
        }
    }

    private synchronized ExportSession admit(Session session) {
        if (cancelled || closed) {
            session.close();
        }
        requireWanted();
        var admitted = new ExportSession(session);
        sessions.add(admitted);
        return admitted;
    }

    /// @throws CancellationException once [#cancel] or [#close] was called
    synchronized void requireWanted() {
        if (cancelled || closed) {
            throw new CancellationException("cancelled");
        }
    }

    /// Returns at once; ends what the sessions are doing, and them.
    synchronized void cancel() {
        cancelled = true;
        arrivals.forEach(arrival -> arrival.cancel(false));
        sessions.forEach(session -> session.cancel().request());
    }

    void throwAway(ExportSession session) {
        synchronized (this) {
            sessions.remove(session);
        }
        session.throwAway();
    }

    /// Ends every session at once; one at work is cut off.
    @Override
    public void close() {
        List<ExportSession> all;
        synchronized (this) {
            closed = true;
            arrivals.forEach(arrival -> arrival.cancel(false));
            all = List.copyOf(sessions);
            sessions.clear();
        }
        all.forEach(ExportSession::close);
    }

    private static RuntimeException unchecked(CompletionException e) {
        @Nullable Throwable cause = e.getCause();
        return cause instanceof RuntimeException runtime ? runtime : e;
    }
}
