package dev.sluice.jobstore.bulk;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Jobs that a bulk action could not act on, by reason.
final class Failures {
    private final Map<String, Reason> byCode = new LinkedHashMap<>();
    private long count;

    void add(Problem problem) {
        count++;
        byCode.putIfAbsent(
                problem.code(),
                new Reason(
                        problem.code(),
                        "Not every job could be acted on. The first of them: " + problem.detail()));
    }

    /// Jobs that matched when the action was asked for, and no more when it came to them.
    void addChanged(long jobs) {
        if (jobs > 0) {
            count += jobs;
            var code = ProblemType.WRONG_STATE.code();
            byCode.putIfAbsent(
                    code,
                    new Reason(
                            code,
                            jobs
                                    + (jobs == 1 ? " job" : " jobs")
                                    + " had changed state, or been deleted, before the action came"
                                    + " to them."));
        }
    }

    long count() {
        return count;
    }

    boolean none() {
        return count == 0;
    }

    Stream<Reason> reasons() {
        return byCode.values().stream();
    }

    record Reason(String code, String message) {}
}
