package dev.sluice.jobstore.snapshot;

import static dev.sluice.jobstore.schema.Tables.EXPORT_SNAPSHOT;
import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.Json;
import dev.sluice.model.export.ExportSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;

/// The worker's side of a held snapshot: it wishes, looks, and gives up.
public final class SnapshotWishes {
    private final DSLContext db;

    public SnapshotWishes(DSLContext db) {
        this.db = db;
    }

    /// Wishes for a new snapshot; whatever was held for the job before is let go.
    ///
    /// @return the wish's generation; empty when the attempt may write no more
    public OptionalInt want(String jobId, int attempt) {
        var written =
                db.insertInto(EXPORT_SNAPSHOT, EXPORT_SNAPSHOT.JOB_ID)
                        .select(
                                db.select(JOB.ID)
                                        .from(JOB)
                                        .where(Transitions.oursAndWanted(jobId, attempt))
                                        .forShare())
                        .onConflict(EXPORT_SNAPSHOT.JOB_ID)
                        .doUpdate()
                        .set(EXPORT_SNAPSHOT.GENERATION, EXPORT_SNAPSHOT.GENERATION.plus(1))
                        .set(EXPORT_SNAPSHOT.WANTED_AT, currentInstant())
                        .set(EXPORT_SNAPSHOT.KEEPER, (String) null)
                        .set(EXPORT_SNAPSHOT.SNAPSHOT, (JSON) null)
                        .set(EXPORT_SNAPSHOT.ALIVE_AT, (Instant) null)
                        .set(EXPORT_SNAPSHOT.REFUSAL, (String) null)
                        .returningResult(EXPORT_SNAPSHOT.GENERATION)
                        .fetchOne();
        return written == null ? OptionalInt.empty() : OptionalInt.of(written.value1());
    }

    /// What has become of a wish.
    public Answer look(String jobId, int generation) {
        var row =
                db.selectFrom(EXPORT_SNAPSHOT)
                        .where(
                                EXPORT_SNAPSHOT.JOB_ID.eq(jobId),
                                EXPORT_SNAPSHOT.GENERATION.eq(generation))
                        .fetchOne();
        if (row == null) {
            return new Answer(null, "the wish was withdrawn");
        }
        return new Answer(read(row.getSnapshot()), row.getRefusal());
    }

    /// Gives up a wish, unless it was fulfilled just now.
    ///
    /// @return whether there will be no snapshot
    public boolean withdraw(String jobId, int generation) {
        return db.deleteFrom(EXPORT_SNAPSHOT)
                        .where(
                                EXPORT_SNAPSHOT.JOB_ID.eq(jobId),
                                EXPORT_SNAPSHOT.GENERATION.eq(generation),
                                EXPORT_SNAPSHOT.SNAPSHOT.isNull())
                        .execute()
                == 1;
    }

    /// What is held for the job by a keeper that was heard of lately.
    public Optional<ExportSnapshot> held(String jobId) {
        return db.select(EXPORT_SNAPSHOT.SNAPSHOT)
                .from(EXPORT_SNAPSHOT)
                .where(
                        EXPORT_SNAPSHOT.JOB_ID.eq(jobId),
                        EXPORT_SNAPSHOT.SNAPSHOT.isNotNull(),
                        EXPORT_SNAPSHOT.ALIVE_AT.gt(
                                Transitions.fromNow(SnapshotKeeping.SILENCE.negated())))
                .fetchOptional(EXPORT_SNAPSHOT.SNAPSHOT)
                .map(SnapshotWishes::read);
    }

    private static @Nullable ExportSnapshot read(@Nullable JSON json) {
        return json == null ? null : Json.read(json.data(), ExportSnapshot.class);
    }

    /// Both null while nobody has answered.
    ///
    /// @param refusal why there will be none
    public record Answer(@Nullable ExportSnapshot snapshot, @Nullable String refusal) {}
}
