package dev.sluice.exports.parquet;

/// A value that its Parquet type cannot hold. Thrown at most once per column and file, so it carries no
/// stack trace.
final class Unrepresentable extends RuntimeException {
    Unrepresentable(String what) {
        super(what, null, false, false);
    }
}
