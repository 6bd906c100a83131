package dev.sluice.standalone.cli.client;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.Progress;

/// Hears what happens to a job while it is followed.
public interface JobListener {
    /// The job changed state or stage.
    default void changed(Job job) {}

    default void progressed(Progress progress) {}

    default void thought(String content) {}

    default void sqlWritten(String sql) {}

    /// The connection is gone; another try follows.
    default void reconnecting() {}
}
