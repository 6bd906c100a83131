package dev.sluice.standalone.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTextTest {
    @Test
    void theDetailIsTheText() {
        assertThat(text(Problem.of(ProblemType.NOT_FOUND, "There is no such job.")))
                .isEqualTo("There is no such job.");
    }

    @Test
    void wrongFieldsAreNamed() {
        var problem =
                Problem.of(ProblemType.VALIDATION_FAILED, "The request has wrong values.")
                        .withErrors(List.of(new FieldError("/max_rows", "must be at least 1")));

        assertThat(text(problem).lines())
                .containsExactly(
                        "The request has wrong values.", "  /max_rows: must be at least 1");
    }

    @Test
    void aFieldThatTheDetailNamesIsNotNamedTwice() {
        var problem =
                Problem.of(ProblemType.VALIDATION_FAILED, "/max_rows must be at least 1.")
                        .withErrors(List.of(new FieldError("/max_rows", "must be at least 1")));

        assertThat(text(problem)).isEqualTo("/max_rows must be at least 1.");
    }

    @Test
    void nearNamesBecomeAQuestion() {
        var problem =
                Problem.of(ProblemType.UNKNOWN_TABLE, "There is no table salse.")
                        .withSuggestions(List.of("sales", "sales_data"));

        assertThat(text(problem)).endsWith("Did you mean sales, sales_data?");
    }

    @Test
    void questionsThatWorkAreListed() {
        var problem =
                Problem.of(ProblemType.QUESTION_NOT_ANSWERED, "No table has weather.")
                        .withSuggestions(List.of("total revenue by month"));

        assertThat(text(problem).lines())
                .containsExactly(
                        "No table has weather.",
                        "Questions that work here:",
                        "  total revenue by month");
    }

    @Test
    void aWrongKeyComesWithTheWayOut() {
        assertThat(text(Problem.of(ProblemType.UNAUTHENTICATED, "The key is not known.")))
                .contains("--key", "SLUICE_API_KEY");
    }

    @Test
    void aFailedJobSaysWhatFailed() {
        var error = Problem.of(ProblemType.SOURCE_FAILED, "The database closed the connection.");
        var problem =
                Problem.of(ProblemType.JOB_NOT_SUCCEEDED, "The job has no result.")
                        .withJobError(error);

        assertThat(text(problem)).contains("The job failed: The database closed the connection.");
    }

    @Test
    void theWaitIsNamed() {
        assertThat(text(Problem.of(ProblemType.RATE_LIMITED, "Too many.").withRetryAfter(7)))
                .endsWith("Try again in 7 s.");
    }

    /// As it arrives, after the way through JSON.
    private static String text(Problem problem) {
        return ProblemText.of(Json.read(Json.write(problem), Problem.class));
    }
}
