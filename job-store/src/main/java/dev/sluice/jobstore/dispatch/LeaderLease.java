package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.LEADER_LEASE;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.lifecycle.Transitions;
import java.time.Duration;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Elects one holder of a duty among all gateways, by a row and the database's clock. No advisory lock:
/// a stopped process would keep it.
public final class LeaderLease {
    static final Duration LENGTH = Duration.ofSeconds(10);
    private static final long RENEW_NANOS = LENGTH.dividedBy(5).toNanos();

    private final DSLContext db;
    private final String name;
    private final String holder;
    private Optional<Long> fence = Optional.empty();
    private long renewedAt;

    LeaderLease(DSLContext db, String name, String holder) {
        this.db = db;
        this.name = name;
        this.holder = holder;
    }

    /// Takes or renews the lease. Where that was done a moment ago, it is left at that: the database is
    /// asked again by [#held] and [#kept].
    ///
    /// @return the fence number while it is ours; it grows whenever the holder changes
    Optional<Long> hold() {
        var now = System.nanoTime();
        if (fence.isEmpty() || now - renewedAt > RENEW_NANOS) {
            fence = renew();
            renewedAt = now;
        }
        return fence;
    }

    private Optional<Long> renew() {
        return db.insertInto(LEADER_LEASE)
                .set(LEADER_LEASE.NAME, name)
                .set(LEADER_LEASE.HOLDER, holder)
                .set(LEADER_LEASE.FENCE, 1L)
                .set(LEADER_LEASE.UNTIL, Transitions.fromNow(LENGTH))
                .onConflict(LEADER_LEASE.NAME)
                .doUpdate()
                .set(LEADER_LEASE.HOLDER, excluded(LEADER_LEASE.HOLDER))
                .set(
                        LEADER_LEASE.FENCE,
                        when(LEADER_LEASE.HOLDER.eq(holder), LEADER_LEASE.FENCE)
                                .otherwise(LEADER_LEASE.FENCE.plus(1)))
                .set(LEADER_LEASE.UNTIL, Transitions.fromNow(LENGTH))
                .where(LEADER_LEASE.HOLDER.eq(holder).or(LEADER_LEASE.UNTIL.lt(currentInstant())))
                .returningResult(LEADER_LEASE.FENCE)
                .fetchOptional(LEADER_LEASE.FENCE);
    }

    /// For the WHERE of each write that only the holder may make.
    public Condition held(long fence) {
        return DSL.exists(
                selectOne()
                        .from(LEADER_LEASE)
                        .where(
                                LEADER_LEASE.NAME.eq(name),
                                LEADER_LEASE.HOLDER.eq(holder),
                                LEADER_LEASE.FENCE.eq(fence),
                                LEADER_LEASE.UNTIL.gt(currentInstant())));
    }

    /// Like [#held], and keeps it so until the transaction ends: a successor waits for that.
    boolean kept(long fence) {
        return db.selectOne()
                .from(LEADER_LEASE)
                .where(
                        LEADER_LEASE.NAME.eq(name),
                        LEADER_LEASE.HOLDER.eq(holder),
                        LEADER_LEASE.FENCE.eq(fence),
                        LEADER_LEASE.UNTIL.gt(currentInstant()))
                .forNoKeyUpdate()
                .fetchOptional()
                .isPresent();
    }

    /// Lets another process take over at once.
    void release() {
        fence = Optional.empty();
        db.update(LEADER_LEASE)
                .set(LEADER_LEASE.UNTIL, currentInstant())
                .where(LEADER_LEASE.NAME.eq(name), LEADER_LEASE.HOLDER.eq(holder))
                .execute();
    }
}
