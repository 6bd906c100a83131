package dev.sluice.jobstore.lifecycle;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.Json;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Resumption;
import dev.sluice.model.job.Review;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// What people say to jobs that wait for them. Each method is called with the job's row locked.
final class Responses {
    private static final int LONGEST_TEXT = 4_000;

    private final Arrows arrows;

    Responses(Arrows arrows) {
        this.arrows = arrows;
    }

    Job approve(JobRecord row, Condition job, @Nullable String sql) {
        if (!(StoredState.of(arrows, row, job) instanceof AwaitingReview review)) {
            throw wrongState(row, "approved", JobState.AWAITING_REVIEW);
        }
        var proposed = Json.read(row.getReview().data(), Review.class).sql();
        var approved = sql == null ? proposed : requireText("/sql", sql, Integer.MAX_VALUE);
        return view(review.approved(new Resumption.Approved(approved, !approved.equals(proposed))));
    }

    Job reject(JobRecord row, Condition job, @Nullable String reason) {
        if (!(StoredState.of(arrows, row, job) instanceof AwaitingReview review)) {
            throw wrongState(row, "rejected", JobState.AWAITING_REVIEW);
        }
        if (reason != null && reason.length() > LONGEST_TEXT) {
            throw tooLong("/reason", LONGEST_TEXT);
        }
        return view(review.cancelled(reason == null || reason.isBlank() ? null : reason));
    }

    Job answer(JobRecord row, Condition job, @Nullable String choice, @Nullable String text) {
        if (!(StoredState.of(arrows, row, job) instanceof NeedsInput question)) {
            throw wrongState(row, "answered", JobState.NEEDS_INPUT);
        }
        var asked = Json.read(row.getInputRequest().data(), InputRequest.class);
        return view(question.answered(said(asked, choice, text)));
    }

    private static Resumption said(
            InputRequest asked, @Nullable String choice, @Nullable String text) {
        if (choice != null && text == null) {
            return chosen(asked, choice);
        }
        if (choice == null && text != null) {
            return new Resumption.Said(requireText("/text", text, LONGEST_TEXT));
        }
        throw invalid(
                "Answer with choice, the id of one of the options, or with text, not with both.",
                new FieldError("/choice", "give either this or text"));
    }

    private static Resumption chosen(InputRequest asked, String choice) {
        var ids = asked.options().stream().map(InputRequest.Option::id).toList();
        if (!ids.contains(choice)) {
            throw Problem.of(
                            ProblemType.VALIDATION_FAILED,
                            "There is no option " + choice + " in what the job asks.")
                    .withErrors(List.of(new FieldError("/choice", "take the id of an option")))
                    .withSuggestions(ids)
                    .toException();
        }
        return new Resumption.Chosen(choice, false);
    }

    private static String requireText(String pointer, String text, int longest) {
        if (text.isBlank()) {
            throw invalid(
                    "The text is empty.", new FieldError(pointer, "leave it out, or fill it"));
        }
        if (text.length() > longest) {
            throw tooLong(pointer, longest);
        }
        return text;
    }

    private static ProblemException tooLong(String pointer, int longest) {
        return invalid(
                "The text is too long.",
                new FieldError(pointer, "at most " + longest + " characters"));
    }

    private static ProblemException invalid(String detail, FieldError error) {
        return Problem.of(ProblemType.VALIDATION_FAILED, detail)
                .withErrors(List.of(error))
                .toException();
    }

    private static ProblemException wrongState(JobRecord row, String done, JobState needed) {
        return ProblemType.WRONG_STATE.because(
                "Job "
                        + row.getId()
                        + " is "
                        + row.getState().toLowerCase(Locale.ROOT)
                        + "; only a job in "
                        + needed.name().toLowerCase(Locale.ROOT)
                        + " can be "
                        + done
                        + ".");
    }

    /// The row is locked and was in this state: nobody else can have moved it.
    private static Job view(Optional<JobRecord> moved) {
        return JobRows.view(moved.orElseThrow());
    }
}
