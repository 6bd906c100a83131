package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_ATTEMPT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectOne;

import dev.sluice.model.job.Lane;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Puts right what tenants were charged for jobs that neither run nor wait for their claim any more.
final class Settlement {
    private static final int AT_ONCE = 500;

    private final DSLContext db;

    Settlement(DSLContext db) {
        this.db = db;
    }

    private record Left(
            String id,
            Lane lane,
            String tenant,
            long charged,
            boolean ran,
            long rows,
            long expected) {
        long real() {
            return ran ? Cost.settled(lane, expected, rows) : 0;
        }
    }

    void settle(Pages pages) {
        var left = left();
        if (left.isEmpty()) {
            return;
        }
        left.forEach(job -> pages.of(job.lane()).settle(job.tenant(), job.charged(), job.real()));
        db.update(JOB)
                .set(JOB.CHARGED, (Long) null)
                .where(JOB.ID.in(left.stream().map(Left::id).toList()))
                .execute();
    }

    private List<Left> left() {
        var rows =
                coalesce(
                        DSL.jsonGetAttributeAsText(JOB.PROGRESS, "rows").cast(SQLDataType.BIGINT),
                        inline(0L));
        return db.select(JOB.ID, JOB.LANE, JOB.TENANT_ID, JOB.CHARGED, field(ran()), rows, JOB.COST)
                .from(JOB)
                .where(JOB.CHARGED.isNotNull(), not(Queue.BUSY))
                .limit(AT_ONCE)
                .forUpdate()
                .skipLocked()
                .fetch(row ->
                        new Left(
                                row.value1(),
                                Lane.valueOf(row.value2()),
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                row.value6(),
                                row.value7()));
    }

    /// Whoever is back in the queue has been claimed; of the others an attempt since the dispatch tells.
    private static org.jooq.Condition ran() {
        return JOB.DISPATCHED_AT
                .isNull()
                .or(
                        exists(
                                selectOne()
                                        .from(JOB_ATTEMPT)
                                        .where(
                                                JOB_ATTEMPT.JOB_ID.eq(JOB.ID),
                                                JOB_ATTEMPT.STARTED_AT.ge(JOB.DISPATCHED_AT))));
    }
}
