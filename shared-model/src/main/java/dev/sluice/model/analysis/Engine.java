package dev.sluice.model.analysis;

/// Who wrote the SQL.
public enum Engine {
    MODEL,
    RULES,
    VERIFIED
}
