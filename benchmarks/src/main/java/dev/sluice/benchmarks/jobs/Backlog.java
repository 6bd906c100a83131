package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.measuring.Latencies;
import dev.sluice.benchmarks.server.HttpConnection;
import dev.sluice.model.Json;
import dev.sluice.standalone.cli.client.ServerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One tenant's queue, which one slot works on.
final class Backlog {
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    /// As many as one call takes.
    private static final int BATCH = 100;

    /// Beyond, a job more is a copy: what they cost to accept is measured elsewhere.
    private static final int MOST_BY_CALLS = 1_000;

    private final ServerAddress server;
    private final JobTables tables;
    private final Load load;

    Backlog(ServerAddress server, JobTables tables, int clients) {
        this.server = server;
        this.tables = tables;
        this.load = new Load(clients);
    }

    /// Submits jobs until so many are queued; where very many are missing, copies of their rows do. Returns
    /// how long that took.
    Duration fill(int depth) {
        var start = System.nanoTime();
        var missing = (int) Math.max(0, depth - tables.queued());
        var byCalls = Math.min(missing, MOST_BY_CALLS);
        load.times(byCalls / BATCH, () -> new Batches(new HttpConnection(server), BATCH));
        if (byCalls % BATCH > 0) {
            new Load(1).times(1, () -> new Batches(new HttpConnection(server), byCalls % BATCH));
        }
        if (missing > byCalls) {
            tables.copyQueued(missing - byCalls);
            PickUpRuns.await(
                    tables::eventsPlaced, "The copies' events have no place in the stream");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Lets the slot take so many jobs since then, from a queue that is filled up again and again.
    void takes(int jobs, int depth, Instant since) {
        PickUpRuns.await(
                () -> {
                    fill(depth);
                    return tables.claims(since).size() >= jobs;
                },
                "The worker has not taken %d jobs".formatted(jobs));
    }

    /// Another tenant's jobs, each submitted when the one before has ended, behind a queue that is as deep
    /// each time.
    ///
    /// @return from accepted to running
    Latencies waits(ServerAddress other, int jobs, int depth) {
        var waits = new ArrayList<Double>();
        try (var connection = new HttpConnection(other)) {
            for (int i = 0; i < jobs; i++) {
                fill(depth);
                var id = submit(connection);
                PickUpRuns.await(
                        () -> tables.succeeded(List.of(id)) == 1,
                        "Another tenant's job has not ended");
                waits.addAll(tables.pickUps(List.of(id)));
            }
        }
        return Latencies.ofMillis(waits);
    }

    static String submit(HttpConnection connection) {
        var answer = connection.post("/v1/exports", Payload.LONGER_EXPORT).expect(ACCEPTED);
        return Json.read(answer.body(), JsonNode.class).path("id").asString();
    }

    private record Batches(HttpConnection connection, int jobs) implements Load.Client {
        @Override
        public void call() {
            var answer = connection.post("/v1/jobs/batch", Payload.batch(jobs)).expect(OK);
            for (var item : Json.read(answer.body(), JsonNode.class).path("items")) {
                if (item.path("status").asInt() != ACCEPTED) {
                    throw new BenchmarkFailure("A job of a batch was refused: " + item);
                }
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
