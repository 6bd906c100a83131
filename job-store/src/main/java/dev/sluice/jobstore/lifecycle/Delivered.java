package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_RESULT;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.jobstore.view.PartRows;
import dev.sluice.model.Json;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;

/// What jobs have delivered, or why there is nothing.
final class Delivered {
    private final DSLContext db;

    Delivered(DSLContext db) {
        this.db = db;
    }

    String result(JobRecord job) {
        requireDelivered(job, JobType.ANALYSIS, ProblemType.RESULT_EXPIRED);
        return db.select(JOB_RESULT.BODY)
                .from(JOB_RESULT)
                .where(JOB_RESULT.JOB_ID.eq(job.getId()))
                .fetchSingle(JOB_RESULT.BODY)
                .data();
    }

    Manifest manifest(JobRecord job) {
        requireDelivered(job, JobType.EXPORT, ProblemType.FILES_EXPIRED);
        var body =
                db.select(JOB_MANIFEST.BODY)
                        .from(JOB_MANIFEST)
                        .where(JOB_MANIFEST.JOB_ID.eq(job.getId()))
                        .fetchSingle(JOB_MANIFEST.BODY);
        return Json.read(body.data(), Manifest.class);
    }

    Optional<List<FinishedPart>> earlyParts(JobRecord job) {
        return showsEarlyParts(job) ? Optional.of(PartRows.of(db, job.getId())) : Optional.empty();
    }

    private static boolean showsEarlyParts(JobRecord row) {
        var begun = row.getStartedAt() != null;
        return begun
                && !JobState.valueOf(row.getState()).terminal()
                && JobRows.request(row) instanceof ExportRequest export
                && export.options().earlyParts();
    }

    private static void requireDelivered(JobRecord row, JobType type, ProblemType whenExpired) {
        var id = row.getId();
        var state = JobState.valueOf(row.getState());
        if (row.getType().equals(JobType.BULK_ACTION.name())) {
            throw ProblemType.WRONG_JOB_TYPE.because(
                    "Job " + id + " is a bulk action; its progress says what it did.");
        }
        if (!row.getType().equals(type.name()) && state.terminal()) {
            throw ProblemType.WRONG_JOB_TYPE.because(
                    "Job "
                            + id
                            + " is an "
                            + row.getType().toLowerCase(Locale.ROOT)
                            + ": ask for its "
                            + (type == JobType.ANALYSIS ? "files" : "result")
                            + ".");
        }
        if (!state.terminal()) {
            throw ProblemType.JOB_NOT_FINISHED.because(
                    "Job "
                            + id
                            + " is "
                            + row.getState().toLowerCase(Locale.ROOT)
                            + "; poll it, or wait for its done event.");
        }
        if (state != JobState.SUCCEEDED) {
            throw Problem.of(
                            ProblemType.JOB_NOT_SUCCEEDED,
                            "Job "
                                    + id
                                    + " is "
                                    + row.getState().toLowerCase(Locale.ROOT)
                                    + " and has nothing to show.")
                    .withJobError(JobRows.view(row).error())
                    .toException();
        }
        if (row.getPurgedAt() != null) {
            throw whenExpired.because(
                    "What job "
                            + id
                            + " delivered was removed at its expires_at; submit it again.");
        }
    }
}
