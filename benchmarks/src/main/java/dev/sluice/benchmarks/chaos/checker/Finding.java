package dev.sluice.benchmarks.chaos.checker;

/// Something that is wrong.
///
/// @param subject a job's id, an object's key or the like
/// @param sentence what about it
public record Finding(Verdict verdict, String subject, String sentence) {
    @Override
    public String toString() {
        return "%s: %s: %s".formatted(verdict.words(), subject, sentence);
    }
}
