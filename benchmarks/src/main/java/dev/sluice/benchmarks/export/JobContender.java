package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.lineitem.LineItemDatabase;
import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.standalone.cli.client.JobFollower;
import dev.sluice.standalone.cli.client.JobListener;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// An ordinary job through the public API. Its time runs from the worker's claim to the commit that
/// names the manifest, both by the job database's clock.
record JobContender(SluiceClient client, String format, String compression, String query)
        implements Contender {
    @Override
    public String name() {
        return "Sluice " + format + " " + compression + " to S3";
    }

    @Override
    public Outcome run() {
        var submitted =
                client.export(
                        Map.of(
                                "sql", query,
                                "source", LineItemDatabase.NAME,
                                "format", format,
                                "compression", compression));
        var job = new JobFollower(client).follow(submitted.id(), new JobListener() {});
        if (job.state() != JobState.SUCCEEDED || job.attempt() != 1) {
            throw new BenchmarkFailure(
                    "The export ended as %s in attempt %d: %s"
                            .formatted(job.state(), job.attempt(), job.error()));
        }
        var files = client.files(job.id());
        delete(job);
        return new Outcome(seconds(job), files.rowCount(), files.byteCount());
    }

    private static double seconds(Job job) {
        var start = Objects.requireNonNull(job.startedAt(), "startedAt");
        var end = Objects.requireNonNull(job.finishedAt(), "finishedAt");
        return Duration.between(start, end).toNanos() / 1e9;
    }

    /// So that the disk holds one file at a time, or two.
    private void delete(Job job) {
        var server = client.server();
        var request =
                HttpRequest.newBuilder(URI.create(server.base() + "/v1/jobs/" + job.id()))
                        .header("Authorization", "Bearer " + server.key())
                        .DELETE()
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 204) {
                throw new BenchmarkFailure("The job could not be deleted: " + answer.body());
            }
        } catch (IOException e) {
            throw new BenchmarkFailure("The job could not be deleted: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }
}
