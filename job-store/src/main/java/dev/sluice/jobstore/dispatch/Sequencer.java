package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB_EVENT;
import static dev.sluice.jobstore.schema.Tables.STREAM_POSITION;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.sluice.model.fault.PausePoint;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives committed events their place in the stream of all events. One sequencer does it, so that a
/// place never appears before a smaller one: an insert's own number could, by a slow commit.
final class Sequencer implements Duty {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int BATCH = 2_000;

    private final DSLContext db;
    private final TransactionTemplate transaction;

    Sequencer(DSLContext db, TransactionTemplate transaction) {
        this.db = db;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "sequencer";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public boolean turn(LeaderLease lease, long fence) {
        var placed = transaction.execute(status -> place(lease, fence));
        if (placed == null || placed == 0) {
            return false;
        }
        PausePoint.SEQUENCE_AFTER_COMMIT.reached();
        return placed == BATCH;
    }

    private int place(LeaderLease lease, long fence) {
        var last =
                db.select(STREAM_POSITION.LAST)
                        .from(STREAM_POSITION)
                        .where(lease.held(fence))
                        .forUpdate()
                        .fetchOptional(STREAM_POSITION.LAST);
        if (last.isEmpty()) {
            return 0;
        }
        var places = placeAfter(Math.max(last.get(), highest()));
        if (!places.isEmpty()) {
            // not a count: events that were deleted meanwhile leave gaps
            db.update(STREAM_POSITION).set(STREAM_POSITION.LAST, Collections.max(places)).execute();
            PausePoint.SEQUENCE_BEFORE_COMMIT.reached();
        }
        return places.size();
    }

    /// Of the places of all events that are still there. A sequencer that counted what it placed could
    /// fall behind it, and would then give a place twice, for ever.
    private long highest() {
        var highest = db.select(max(JOB_EVENT.POSITION)).from(JOB_EVENT).fetchSingle().value1();
        return highest == null ? 0 : highest;
    }

    /// A batch is taken by job, so that it holds none of a job's events without those before it. Inside
    /// the batch time decides; but clocks of processes differ, and within a job the sequence does.
    ///
    /// @return the places of those that are still there
    private List<Long> placeAfter(long last) {
        var unplaced =
                select(JOB_EVENT.JOB_ID, JOB_EVENT.SEQUENCE, JOB_EVENT.AT)
                        .from(JOB_EVENT)
                        .where(JOB_EVENT.POSITION.isNull())
                        .orderBy(JOB_EVENT.JOB_ID, JOB_EVENT.SEQUENCE)
                        .limit(BATCH)
                        .asTable("unplaced");
        var job = unplaced.field(JOB_EVENT.JOB_ID);
        var sequence = unplaced.field(JOB_EVENT.SEQUENCE);
        var timed =
                select(
                                job,
                                sequence,
                                max(unplaced.field(JOB_EVENT.AT))
                                        .over()
                                        .partitionBy(job)
                                        .orderBy(sequence)
                                        .as("at"))
                        .from(unplaced)
                        .asTable("timed");
        var placed =
                select(
                                timed.field(job),
                                timed.field(sequence),
                                rowNumber()
                                        .over()
                                        .orderBy(
                                                timed.field("at"),
                                                timed.field(job),
                                                timed.field(sequence))
                                        .as("place"))
                        .from(timed)
                        .asTable("placed");
        return db.update(JOB_EVENT)
                .set(JOB_EVENT.POSITION, placed.field("place", Long.class).plus(last))
                .from(placed)
                .where(
                        JOB_EVENT.JOB_ID.eq(placed.field(job)),
                        JOB_EVENT.SEQUENCE.eq(placed.field(sequence)))
                .returning(JOB_EVENT.POSITION)
                .fetch(JOB_EVENT.POSITION);
    }
}
