package dev.sluice.agent.model;

import dev.sluice.model.analysis.AnalysisResult.Usage;

/// What one job has spent on the model. Used by one thread.
public final class ModelSpending {
    private int calls;
    private long inputTokens;
    private long outputTokens;

    void called() {
        calls++;
    }

    void used(long input, long output) {
        inputTokens += input;
        outputTokens += output;
    }

    public Usage total() {
        return new Usage(calls, inputTokens, outputTokens);
    }
}
