package dev.sluice.benchmarks.server;

import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.model.job.Job;
import dev.sluice.standalone.cli.client.JobListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/// Equal jobs, submitted at once. Their time runs from the first claim to the last commit.
///
/// @param rowsOfOne that each of them brings out
public record JobsContender(
        SluiceApi api,
        String name,
        String format,
        String compression,
        String query,
        long rowsOfOne,
        int jobs)
        implements Contender {
    private static final JobListener DEAF = new JobListener() {};

    @Override
    public long rows() {
        return rowsOfOne * jobs;
    }

    @Override
    public Outcome run() {
        var submitted =
                IntStream.range(0, jobs)
                        .mapToObj(_ -> api.export(query, format, compression))
                        .toList();
        var finished = submitted.stream().map(job -> api.finished(job, rows(), DEAF)).toList();
        long rows = 0;
        long bytes = 0;
        for (var job : finished) {
            var files = api.client().files(job.id());
            rows += files.rowCount();
            bytes += files.byteCount();
            api.delete(job);
        }
        var first = finished.stream().map(JobsContender::started).min(Comparator.naturalOrder());
        var last = finished.stream().map(JobsContender::ended).max(Comparator.naturalOrder());
        var seconds = Duration.between(first.orElseThrow(), last.orElseThrow()).toNanos() / 1e9;
        return new Outcome(seconds, rows, bytes);
    }

    private static Instant started(Job job) {
        return Objects.requireNonNull(job.startedAt(), "startedAt");
    }

    private static Instant ended(Job job) {
        return Objects.requireNonNull(job.finishedAt(), "finishedAt");
    }
}
