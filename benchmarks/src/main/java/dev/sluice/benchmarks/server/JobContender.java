package dev.sluice.benchmarks.server;

import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.model.job.Job;
import dev.sluice.standalone.cli.client.JobListener;
import java.time.Duration;
import java.util.Objects;

/// An ordinary job through the public API. Its time runs from the worker's claim to the commit that
/// names the manifest, both by the job database's clock.
public record JobContender(
        SluiceApi api, String name, String format, String compression, String query, long rows)
        implements Contender {
    private static final JobListener DEAF = new JobListener() {};

    @Override
    public Outcome run() {
        var job = api.finished(api.export(query, format, compression), rows, DEAF);
        var files = api.client().files(job.id());
        api.delete(job);
        return new Outcome(seconds(job), files.rowCount(), files.byteCount());
    }

    private static double seconds(Job job) {
        var start = Objects.requireNonNull(job.startedAt(), "startedAt");
        var end = Objects.requireNonNull(job.finishedAt(), "finishedAt");
        return Duration.between(start, end).toNanos() / 1e9;
    }
}
