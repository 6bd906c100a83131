package dev.sluice.sources.postgresql;

import dev.sluice.model.job.Cancellation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends what a session is doing, from another thread.
///
/// A cancel request that arrives before its statement is lost, so it is repeated; and a backend that
/// is blocked on sending hears no cancel request at all, so in the end the socket is closed under it.
/// A session that was cancelled is never used again: a late request would hit somebody else's query.
final class StatementCancel {
    private static final Duration REPEAT = Duration.ofMillis(250);
    private static final int REPEATS = 6;

    private final Session session;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    StatementCancel(Session session) {
        this.session = session;
    }

    /// What is done with a session while somebody may cancel it.
    interface Work<T> {
        T on(Session session, StatementCancel cancel) throws SQLException;
    }

    /// Does the work, and says of whatever breaks because of a cancellation that it was one.
    static <T> T during(Session session, Cancellation cancellation, Work<T> work)
            throws SQLException {
        var cancel = new StatementCancel(session);
        try (var _ = cancel.listenTo(cancellation)) {
            return work.on(session, cancel);
        } catch (SQLException | RuntimeException e) {
            if (cancel.requested()) {
                throw ExportSession.cancelled(e);
            }
            throw e;
        }
    }

    /// Wires a statement to its job's cancellation until the handle is closed.
    Registration listenTo(Cancellation cancellation) {
        var registration = Registration.of(cancellation, this::request);
        return () -> {
            end();
            registration.close();
        };
    }

    boolean requested() {
        return requested.get();
    }

    void throwIfRequested() {
        if (requested.get()) {
            throw new CancellationException("cancelled");
        }
    }

    /// Returns at once; the work goes on until the statement has ended.
    void request() {
        if (requested.compareAndSet(false, true)) {
            session.spoil();
            Thread.ofVirtual().name("sluice-cancel").start(this::insist);
        }
    }

    /// The statement is over, however it ended.
    void end() {
        ended.countDown();
    }

    private void insist() {
        try {
            for (int i = 0; i < REPEATS && ended.getCount() > 0; i++) {
                session.cancel();
                if (ended.await(REPEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (SQLException unreachable) {
            session.spoil();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.abort();
        }
    }
}
