package dev.sluice.benchmarks.machine;

/// What keeps a measurement from being one, in a sentence.
public final class BenchmarkFailure extends RuntimeException {
    public BenchmarkFailure(String sentence) {
        super(sentence);
    }

    public BenchmarkFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
