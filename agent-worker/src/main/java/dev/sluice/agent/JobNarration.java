package dev.sluice.agent;

import dev.sluice.agent.context.Narration;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Stage;

/// Tells a job's story into its events. A call has no audience: nobody can follow one.
record JobNarration(RunningJob job, boolean audience) implements Narration {

    static Narration of(RunningJob job) {
        return new JobNarration(job, true);
    }

    static Narration ofCall(RunningJob job) {
        return new JobNarration(job, false);
    }

    @Override
    public void stage(Stage stage) {
        checkWanted();
        if (audience) {
            job.stage(stage);
        }
    }

    @Override
    public void thought(String content) {
        if (audience) {
            job.thought(content);
        }
    }

    @Override
    public void sql(String sql) {
        if (audience) {
            job.sql(sql);
        }
    }

    @Override
    public void stumbled(String message, String code) {
        if (audience) {
            job.stumbled(message, code);
        }
    }

    @Override
    public void checkWanted() {
        job.checkWanted();
    }

    @Override
    public boolean requested() {
        return job.requested();
    }

    @Override
    public AutoCloseable onRequest(Runnable abort) {
        return job.onRequest(abort);
    }
}
