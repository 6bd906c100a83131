package dev.sluice.model.problem;

/// Carries a problem from where it was found to the one place that writes it down.
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public boolean is(ProblemType type) {
        return problem.code().equals(type.code());
    }
}
