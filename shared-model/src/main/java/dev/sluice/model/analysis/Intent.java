package dev.sluice.model.analysis;

/// What a question asks for.
public enum Intent {
    ANALYSIS,
    EXPORT,
    DESCRIPTION,
    INSIGHTS
}
