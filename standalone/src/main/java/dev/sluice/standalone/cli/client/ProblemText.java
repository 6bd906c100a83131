package dev.sluice.standalone.cli.client;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A problem document in sentences: what happened, which fields are wrong, what would work.
public final class ProblemText {
    private static final int MOST_SUGGESTIONS = 8;

    private ProblemText() {}

    public static String of(Problem problem) {
        var lines = new ArrayList<String>();
        var detail = problem.detail() == null ? problem.title() : problem.detail();
        lines.add(detail);
        if (problem.errors() != null) {
            problem.errors().stream()
                    .filter(wrong -> !detail.startsWith(wrong.pointer() + " " + wrong.detail()))
                    .forEach(wrong -> lines.add("  " + wrong.pointer() + ": " + wrong.detail()));
        }
        if (problem.jobError() != null) {
            lines.add("The job failed: " + of(problem.jobError()));
        }
        if (problem.suggestions() != null && !problem.suggestions().isEmpty()) {
            lines.addAll(suggestions(problem.code(), problem.suggestions()));
        }
        var advice = advice(problem);
        if (advice != null) {
            lines.add(advice);
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> suggestions(@Nullable String code, List<String> all) {
        var some = all.stream().limit(MOST_SUGGESTIONS).toList();
        if (!ProblemType.QUESTION_NOT_ANSWERED.code().equals(code)) {
            return List.of("Did you mean " + String.join(", ", some) + "?");
        }
        var lines = new ArrayList<String>();
        lines.add("Questions that work here:");
        some.forEach(question -> lines.add("  " + question));
        return lines;
    }

    private static @Nullable String advice(Problem problem) {
        if (ProblemType.UNAUTHENTICATED.code().equals(problem.code())) {
            return "Give the key with --key or SLUICE_API_KEY, or name the server's data directory"
                    + " with --data.";
        }
        return problem.retryAfterSeconds() == null
                ? null
                : "Try again in " + problem.retryAfterSeconds() + " s.";
    }
}
