package dev.sluice.agent.shape;

/// What a column is good for.
public enum Role {
    /// A point or period in time, or a number of one, such as a year.
    TIME,
    /// A quantity.
    NUMBER,
    /// A name of something, also where it is a number that counts nothing.
    LABEL,
    /// Anything else: json, arrays, bytes.
    OTHER
}
