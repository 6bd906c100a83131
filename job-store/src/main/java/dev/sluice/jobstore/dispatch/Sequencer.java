package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB_EVENT;
import static dev.sluice.jobstore.schema.Tables.STREAM_POSITION;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.row;

import java.time.Duration;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives committed events their place in the stream of all events. One sequencer does it, so that a
/// place never appears before a smaller one: an insert's own number could, by a slow commit.
final class Sequencer implements Duty {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int BATCH = 500;

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
        return placed != null && placed == BATCH;
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
        // Clocks of processes differ; within a job the sequence decides
        var at = max(JOB_EVENT.AT).over().partitionBy(JOB_EVENT.JOB_ID).orderBy(JOB_EVENT.SEQUENCE);
        var events =
                db.select(JOB_EVENT.JOB_ID, JOB_EVENT.SEQUENCE)
                        .from(JOB_EVENT)
                        .where(JOB_EVENT.POSITION.isNull())
                        .orderBy(at, JOB_EVENT.JOB_ID, JOB_EVENT.SEQUENCE)
                        .limit(BATCH)
                        .fetch();
        if (events.isEmpty()) {
            return 0;
        }
        var position = last.get();
        var updates = new java.util.ArrayList<org.jooq.Query>();
        for (var event : events) {
            position++;
            updates.add(
                    db.update(JOB_EVENT)
                            .set(JOB_EVENT.POSITION, position)
                            .where(
                                    row(JOB_EVENT.JOB_ID, JOB_EVENT.SEQUENCE)
                                            .eq(event.value1(), event.value2())));
        }
        db.batch(updates).execute();
        db.update(STREAM_POSITION).set(STREAM_POSITION.LAST, position).execute();
        return events.size();
    }
}
