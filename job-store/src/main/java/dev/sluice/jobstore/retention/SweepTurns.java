package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.LEADER_LEASE;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;

import dev.sluice.jobstore.lifecycle.Transitions;
import java.time.Duration;
import java.util.Optional;
import org.jooq.DSLContext;

/// Lets one gateway run a sweep at a time, by a row and the database's clock. JobRunr sees to that too,
/// but hands a run to another gateway when the first falls silent, which may then wake up again.
final class SweepTurns {
    /// Longer than any single step of a sweep.
    private static final Duration LENGTH = Duration.ofMinutes(2);

    private static final Duration RENEWED_EACH = Duration.ofSeconds(10);

    private final DSLContext db;
    private final String holder;

    /// @param holder this process's name in the leases
    SweepTurns(DSLContext db, String holder) {
        this.db = db;
        this.holder = holder;
    }

    /// @return empty while it is another's turn, or one of this process has not ended
    Optional<Turn> take(String sweep) {
        var name = "sweep." + sweep;
        return db.insertInto(LEADER_LEASE)
                .set(LEADER_LEASE.NAME, name)
                .set(LEADER_LEASE.HOLDER, holder)
                .set(LEADER_LEASE.FENCE, 1L)
                .set(LEADER_LEASE.UNTIL, Transitions.fromNow(LENGTH))
                .onConflict(LEADER_LEASE.NAME)
                .doUpdate()
                .set(LEADER_LEASE.HOLDER, excluded(LEADER_LEASE.HOLDER))
                .set(LEADER_LEASE.FENCE, LEADER_LEASE.FENCE.plus(1))
                .set(LEADER_LEASE.UNTIL, Transitions.fromNow(LENGTH))
                .where(LEADER_LEASE.UNTIL.lt(currentInstant()))
                .returningResult(LEADER_LEASE.FENCE)
                .fetchOptional(LEADER_LEASE.FENCE)
                .map(fence -> new Turn(name, fence));
    }

    final class Turn implements AutoCloseable {
        private final String name;
        private final long fence;
        private long renewedAt = System.nanoTime();

        private Turn(String name, long fence) {
            this.name = name;
            this.fence = fence;
        }

        /// Renews it now and then.
        ///
        /// @throws TurnLost when another process has taken over
        void keep() {
            if (System.nanoTime() - renewedAt > RENEWED_EACH.toNanos()) {
                if (!setUntil(LENGTH)) {
                    throw new TurnLost(name);
                }
                renewedAt = System.nanoTime();
            }
        }

        @Override
        public void close() {
            setUntil(Duration.ofSeconds(-1));
        }

        private boolean setUntil(Duration ahead) {
            return db.update(LEADER_LEASE)
                            .set(LEADER_LEASE.UNTIL, Transitions.fromNow(ahead))
                            .where(LEADER_LEASE.NAME.eq(name), LEADER_LEASE.FENCE.eq(fence))
                            .execute()
                    == 1;
        }
    }

    /// This process was silent for so long that another runs the sweep.
    static final class TurnLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TurnLost(String name) {
            super("Another gateway has taken over " + name);
        }
    }
}
