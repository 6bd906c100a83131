package dev.sluice.jobstore.worker;

import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.analysis.Intent;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// A worker of analyses in this process whose handler a test writes.
final class ScriptedWorker implements AutoCloseable {
    interface Work {
        void on(RunningJob job) throws Exception;
    }

    private final WorkerRuntime runtime;

    private ScriptedWorker(WorkerRuntime runtime) {
        this.runtime = runtime;
    }

    static ScriptedWorker start(WorkerTools tools, int slots, Work work) {
        return start(tools, slots, work, (job, state) -> {});
    }

    static ScriptedWorker start(
            WorkerTools tools, int slots, Work work, BiConsumer<Job, JobState> ended) {
        var runtime = runtime(tools, slots, work, ended);
        runtime.start();
        return new ScriptedWorker(runtime);
    }

    /// @param slots jobs that run side by side; calls have one more
    static WorkerRuntime runtime(
            WorkerTools tools, int slots, Work work, BiConsumer<Job, JobState> ended) {
        var handler =
                new JobHandler() {
                    @Override
                    public Set<Lane> lanes() {
                        return Set.of(Lane.ANALYZE, Lane.ANALYZE_CALLS);
                    }

                    @Override
                    public void run(RunningJob job) throws Exception {
                        work.on(job);
                    }

                    @Override
                    public void ended(Job job, JobState state) {
                        ended.accept(job, state);
                    }
                };
        return tools.runtime(handler, Map.of(Lane.ANALYZE, slots, Lane.ANALYZE_CALLS, 1));
    }

    @Override
    public void close() {
        runtime.stop();
    }

    static AnalysisResult result(String answer) {
        return new AnalysisResult(
                answer,
                null,
                null,
                null,
                "SELECT 1",
                List.of(),
                List.of(),
                0,
                false,
                List.of(),
                List.of(),
                1.0,
                new AnalysisResult.Basis(
                        Engine.RULES,
                        Intent.ANALYSIS,
                        List.of(),
                        List.of(),
                        List.of(),
                        Instant.EPOCH,
                        null),
                List.of(),
                1,
                AnalysisResult.Usage.NONE);
    }
}
