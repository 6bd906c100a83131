package dev.sluice.sources.guard;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.List;

/// The guard's answers: each says what and where, so that a person or a model can repair it.
final class Refusal {
    static final String SYNTAX_ERROR = "42601";

    private Refusal() {}

    static ProblemException unsafe(Token at, String detail) {
        return unsafe(at.position(), detail);
    }

    static ProblemException unsafe(int position, String detail) {
        return at(ProblemType.UNSAFE_SQL, position, detail)
                .withSqlState(null, position)
                .toException();
    }

    static ProblemException invalid(int position, String detail) {
        return at(ProblemType.INVALID_SQL, position, detail)
                .withSqlState(SYNTAX_ERROR, position)
                .toException();
    }

    static ProblemException empty() {
        return Problem.of(ProblemType.VALIDATION_FAILED, "/sql holds no statement.")
                .withErrors(List.of(new FieldError("/sql", "holds no statement")))
                .toException();
    }

    private static Problem at(ProblemType type, int position, String detail) {
        return Problem.of(type, "At character " + position + ": " + detail);
    }
}
