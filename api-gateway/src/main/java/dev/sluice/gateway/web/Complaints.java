package dev.sluice.gateway.web;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Collects everything that is wrong with one request, so that the caller learns it at once.
public final class Complaints {
    private final List<FieldError> wrong = new ArrayList<>();
    private final List<FieldError> unsupported = new ArrayList<>();

    /// @param pointer JSON pointer into the body, or the name of a parameter or header
    public void wrong(String pointer, String detail) {
        wrong.add(new FieldError(pointer, detail));
    }

    /// For what the contract knows and this version does not do.
    public void unsupported(String pointer, String detail) {
        unsupported.add(new FieldError(pointer, detail));
    }

    /// Ends the request when there was anything: wrong values first, since they are the caller's to mend
    /// in every version.
    public void raise() {
        if (!wrong.isEmpty()) {
            throw Problem.of(ProblemType.VALIDATION_FAILED, sentence(wrong))
                    .withErrors(wrong)
                    .toException();
        }
        if (!unsupported.isEmpty()) {
            throw Problem.of(ProblemType.UNSUPPORTED, sentence(unsupported))
                    .withErrors(unsupported)
                    .toException();
        }
    }

    private static String sentence(List<FieldError> errors) {
        return errors.stream()
                .map(e -> (e.pointer().isEmpty() ? "The body" : e.pointer()) + " " + e.detail())
                .collect(Collectors.joining("; ", "", "."));
    }
}
