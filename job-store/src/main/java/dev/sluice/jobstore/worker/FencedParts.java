package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_PART;
import static org.jooq.impl.DSL.val;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.view.PartRows;
import dev.sluice.model.Json;
import dev.sluice.model.export.FinishedPart;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.springframework.transaction.support.TransactionTemplate;

/// The finished files of one export, written only while the attempt that writes them is ours.
///
/// The job's row is locked against the UPDATE that would take the attempt away: a later attempt, which
/// reads these rows once after its claim, has either seen a part or knows that it will never come.
final class FencedParts {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final String jobId;
    private final int attempt;

    FencedParts(DSLContext db, TransactionTemplate transaction, String jobId, int attempt) {
        this.db = db;
        this.transaction = transaction;
        this.jobId = jobId;
        this.attempt = attempt;
    }

    List<FinishedPart> all() {
        return PartRows.of(db, jobId);
    }

    /// @return whether it is recorded; false when the attempt may write no more
    boolean record(FinishedPart part) {
        return insert(part) || isRecorded(part);
    }

    private boolean insert(FinishedPart part) {
        return db.insertInto(
                                JOB_PART,
                                JOB_PART.JOB_ID,
                                JOB_PART.NUMBER,
                                JOB_PART.ATTEMPT,
                                JOB_PART.OBJECT_KEY,
                                JOB_PART.ROW_COUNT,
                                JOB_PART.BYTE_COUNT,
                                JOB_PART.SHA256,
                                JOB_PART.ETAG,
                                JOB_PART.GUARDED_CELLS,
                                JOB_PART.PARTITION_VALUES,
                                JOB_PART.COVERAGE)
                        .select(
                                db.select(
                                                JOB.ID,
                                                val(part.number(), JOB_PART.NUMBER),
                                                JOB.ATTEMPT,
                                                val(part.key(), JOB_PART.OBJECT_KEY),
                                                val(part.rows(), JOB_PART.ROW_COUNT),
                                                val(part.bytes(), JOB_PART.BYTE_COUNT),
                                                val(part.sha256(), JOB_PART.SHA256),
                                                val(part.etag(), JOB_PART.ETAG),
                                                val(part.guardedCells(), JOB_PART.GUARDED_CELLS),
                                                val(
                                                        JSON.valueOf(Json.write(part.partition())),
                                                        JOB_PART.PARTITION_VALUES),
                                                val(
                                                        JSON.valueOf(Json.write(part.coverage())),
                                                        JOB_PART.COVERAGE))
                                        .from(JOB)
                                        .where(Transitions.oursAndWanted(jobId, attempt))
                                        .forShare())
                        .onConflict(JOB_PART.JOB_ID, JOB_PART.NUMBER)
                        .doNothing()
                        .execute()
                == 1;
    }

    /// By this attempt, in a commit whose answer was lost.
    private boolean isRecorded(FinishedPart part) {
        var there =
                db.selectFrom(JOB_PART)
                        .where(JOB_PART.JOB_ID.eq(jobId), JOB_PART.NUMBER.eq(part.number()))
                        .fetchOne();
        if (there == null) {
            return false;
        }
        if (there.getObjectKey().equals(part.key())) {
            return true;
        }
        throw new IllegalStateException(
                "part "
                        + part.number()
                        + " of "
                        + jobId
                        + " is "
                        + there.getObjectKey()
                        + " already, not "
                        + part.key());
    }

    /// @return whether there are none now; false when the attempt may write no more
    boolean forget() {
        return Boolean.TRUE.equals(transaction.execute(status -> forgetInTransaction()));
    }

    private boolean forgetInTransaction() {
        var ours =
                db.selectOne()
                        .from(JOB)
                        .where(Transitions.oursAndWanted(jobId, attempt))
                        .forShare()
                        .fetchOne();
        if (ours == null) {
            return false;
        }
        db.deleteFrom(JOB_PART).where(JOB_PART.JOB_ID.eq(jobId)).execute();
        return true;
    }
}
