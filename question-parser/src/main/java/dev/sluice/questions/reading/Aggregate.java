package dev.sluice.questions.reading;

/// How many values become one.
public enum Aggregate {
    COUNT,
    SUM,
    AVG,
    MAX,
    MIN
}
