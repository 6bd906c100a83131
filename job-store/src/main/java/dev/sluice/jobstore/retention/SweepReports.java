package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.SWEEP_REPORT;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.jobstore.lifecycle.Cursor;
import dev.sluice.jobstore.lifecycle.Page;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.schema.tables.records.SweepReportRecord;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// What the sweeps found, kept for 90 days.
public final class SweepReports {
    private static final int LONGEST_DETAIL = 2_000;

    private final DSLContext db;

    public SweepReports(DSLContext db) {
        this.db = db;
    }

    Instant now() {
        return db.select(DSL.currentInstant()).fetchSingle(DSL.currentInstant());
    }

    /// Whether a run that did not fail began so lately.
    boolean ranWithin(String sweep, Duration time) {
        return db.fetchExists(
                SWEEP_REPORT,
                SWEEP_REPORT.SWEEP.eq(sweep),
                SWEEP_REPORT.ENDED_AT.gt(Transitions.fromNow(time.negated())),
                SWEEP_REPORT.BEGAN_AT.gt(Transitions.fromNow(time.negated())),
                SWEEP_REPORT.FAILED.isFalse());
    }

    void write(String sweep, Instant began, Tally tally) {
        var detail = tally.detail();
        db.insertInto(SWEEP_REPORT)
                .set(SWEEP_REPORT.SWEEP, sweep)
                .set(SWEEP_REPORT.BEGAN_AT, began)
                .set(SWEEP_REPORT.CHECKED, tally.checked())
                .set(SWEEP_REPORT.REMOVED, tally.removed())
                .set(SWEEP_REPORT.OVERDUE, tally.overdue())
                .set(SWEEP_REPORT.FAILED, tally.failed())
                .set(
                        SWEEP_REPORT.DETAIL,
                        detail == null || detail.length() <= LONGEST_DETAIL
                                ? detail
                                : detail.substring(0, LONGEST_DETAIL))
                .execute();
    }

    /// The newest report of each sweep that has run.
    public List<SweepReport> newest(Collection<String> sweeps) {
        return sweeps.stream()
                .flatMap(sweep ->
                        db
                                .selectFrom(SWEEP_REPORT)
                                .where(SWEEP_REPORT.SWEEP.eq(sweep))
                                .orderBy(SWEEP_REPORT.ENDED_AT.desc())
                                .limit(1)
                                .fetch(SweepReports::view)
                                .stream())
                .toList();
    }

    /// Newest first.
    ///
    /// @param sweep null for all
    public Page<SweepReport> list(@Nullable String sweep, int limit, @Nullable String cursor) {
        return Page.of(
                db.selectFrom(SWEEP_REPORT)
                        .where(
                                sweep == null ? noCondition() : SWEEP_REPORT.SWEEP.eq(sweep),
                                after(cursor))
                        .orderBy(SWEEP_REPORT.ID.desc())
                        .limit(limit + 1)
                        .fetch(),
                limit,
                SweepReports::view,
                row -> new Cursor(row.getEndedAt(), Long.toString(row.getId())));
    }

    private static Condition after(@Nullable String cursor) {
        if (cursor == null) {
            return noCondition();
        }
        var id = Cursor.parse(cursor).id();
        if (!id.matches("\\d{1,18}")) {
            throw Problem.of(
                            ProblemType.VALIDATION_FAILED,
                            "The cursor is not one that this list answered with.")
                    .withErrors(
                            List.of(
                                    new FieldError(
                                            "cursor", "take next_cursor of the page before")))
                    .toException();
        }
        return SWEEP_REPORT.ID.lt(Long.valueOf(id));
    }

    private static SweepReport view(SweepReportRecord row) {
        return new SweepReport(
                row.getSweep(),
                row.getBeganAt(),
                row.getEndedAt(),
                row.getChecked(),
                row.getRemoved(),
                row.getOverdue(),
                row.getFailed(),
                row.getDetail());
    }
}
