package dev.sluice.model.problem;

/// Whose matter a failure is, so that nobody reads "model error" for a broken database.
public enum ProblemClass {
    INPUT,
    MODEL,
    DATA,
    QUOTA,
    PERMISSION,
    PLATFORM
}
