package dev.sluice.agent.writing;

/// What a proposal must survive: the guard, the planner, perhaps a run.
@FunctionalInterface
public interface Trial<T> {
    /// @throws dev.sluice.model.problem.ProblemException when the proposal will not do
    T attempt(Writing.Written written);
}
