package dev.sluice.jobstore.snapshot;

import static dev.sluice.jobstore.schema.Tables.EXPORT_SNAPSHOT;
import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.select;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.Json;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.job.JobState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.exception.DataAccessException;

/// Wishes and what became of them as rows of `export_snapshot`. Each write names keeper and generation:
/// one that was overtaken hits no row.
public final class StoredSnapshotKeeping implements SnapshotKeeping {
    /// Whoever wished longer ago has given up.
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final List<String> UNFINISHED =
            Arrays.stream(JobState.values())
                    .filter(state -> !state.terminal())
                    .map(Enum::name)
                    .toList();

    private final DSLContext db;
    private final String keeper;

    /// @param keeper the name of this process
    public StoredSnapshotKeeping(DSLContext db, String keeper) {
        this.db = db;
        this.keeper = keeper;
    }

    @Override
    public Optional<SnapshotWish> take() {
        return asked(this::takeOldest);
    }

    private Optional<SnapshotWish> takeOldest() {
        var wish = EXPORT_SNAPSHOT.as("wish");
        var wisher = JOB.as("wisher");
        return db.update(EXPORT_SNAPSHOT)
                .set(EXPORT_SNAPSHOT.KEEPER, keeper)
                .set(EXPORT_SNAPSHOT.ALIVE_AT, currentInstant())
                .from(JOB)
                .where(
                        JOB.ID.eq(EXPORT_SNAPSHOT.JOB_ID),
                        EXPORT_SNAPSHOT.JOB_ID.eq(
                                select(wish.JOB_ID)
                                        .from(wish)
                                        .join(wisher)
                                        .on(wisher.ID.eq(wish.JOB_ID))
                                        .where(
                                                wish.KEEPER.isNull(),
                                                wish.WANTED_AT.gt(
                                                        Transitions.fromNow(FRESH.negated())),
                                                wisher.STATE.eq(JobState.RUNNING.name()),
                                                wisher.SQL.isNotNull())
                                        .orderBy(wish.WANTED_AT)
                                        .limit(1)
                                        .forUpdate()
                                        .of(wish)
                                        .skipLocked()))
                .returningResult(
                        EXPORT_SNAPSHOT.JOB_ID,
                        EXPORT_SNAPSHOT.GENERATION,
                        JOB.TENANT_ID,
                        JOB.SOURCE,
                        JOB.SQL)
                .fetchOptional(row ->
                        new SnapshotWish(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5()));
    }

    @Override
    public boolean held(SnapshotWish wish, ExportSnapshot snapshot) {
        var held =
                db.update(EXPORT_SNAPSHOT)
                        .set(EXPORT_SNAPSHOT.SNAPSHOT, JSON.valueOf(Json.write(snapshot)))
                        .set(EXPORT_SNAPSHOT.ALIVE_AT, currentInstant())
                        .where(mine(wish));
        return asked(held::execute) == 1;
    }

    @Override
    public void refuse(SnapshotWish wish, String why) {
        db.update(EXPORT_SNAPSHOT).set(EXPORT_SNAPSHOT.REFUSAL, why).where(mine(wish)).execute();
    }

    @Override
    public boolean renew(SnapshotWish wish) {
        var renewed =
                db.update(EXPORT_SNAPSHOT)
                        .set(EXPORT_SNAPSHOT.ALIVE_AT, currentInstant())
                        .from(JOB)
                        .where(
                                mine(wish),
                                JOB.ID.eq(EXPORT_SNAPSHOT.JOB_ID),
                                JOB.STATE.in(UNFINISHED),
                                JOB.DELETED_AT.isNull());
        return asked(renewed::execute) == 1;
    }

    @Override
    public void release(SnapshotWish wish) {
        asked(db.deleteFrom(EXPORT_SNAPSHOT).where(mine(wish))::execute);
    }

    private static <T> T asked(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException e) {
            throw new StoreAway(e);
        }
    }

    private Condition mine(SnapshotWish wish) {
        return EXPORT_SNAPSHOT
                .JOB_ID
                .eq(wish.jobId())
                .and(EXPORT_SNAPSHOT.GENERATION.eq(wish.generation()))
                .and(EXPORT_SNAPSHOT.KEEPER.eq(keeper));
    }
}
