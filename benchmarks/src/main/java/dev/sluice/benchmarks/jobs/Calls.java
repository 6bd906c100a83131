package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.measuring.Latencies;
import dev.sluice.benchmarks.server.HttpConnection;
import dev.sluice.standalone.cli.client.ServerAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Ordinary calls, timed one by one, on a queue that stays as deep as it is.
final class Calls {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final ServerAddress server;
    private final Load load;
    private final int calls;

    Calls(ServerAddress server, int connections, int calls) {
        this.server = server;
        this.load = new Load(connections);
        this.calls = calls;
    }

    record SubmitsAndCancels(Latencies submits, Latencies cancels) {}

    /// What is submitted is cancelled at once.
    SubmitsAndCancels submitsAndCancels() {
        var submits = new ConcurrentLinkedQueue<Double>();
        var cancels = new ConcurrentLinkedQueue<Double>();
        load.times(calls, () -> new Both(new HttpConnection(server), submits, cancels));
        return new SubmitsAndCancels(Latencies.ofMillis(submits), Latencies.ofMillis(cancels));
    }

    /// Of these jobs in turn.
    Latencies status(List<String> jobs) {
        var next = new AtomicInteger();
        return load.times(
                        calls,
                        () ->
                                new Gets(
                                        new HttpConnection(server),
                                        jobs.stream().map(id -> "/v1/jobs/" + id).toList(),
                                        next))
                .calls();
    }

    /// The first page of what is queued.
    Latencies list() {
        return load.times(
                        calls,
                        () ->
                                new Gets(
                                        new HttpConnection(server),
                                        List.of("/v1/jobs?state=queued&limit=50"),
                                        new AtomicInteger()))
                .calls();
    }

    private record Gets(HttpConnection connection, List<String> paths, AtomicInteger next)
            implements Load.Client {
        @Override
        public void call() {
            connection.get(paths.get(next.getAndIncrement() % paths.size())).expect(OK);
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private record Both(
            HttpConnection connection, Collection<Double> submits, Collection<Double> cancels)
            implements Load.Client {
        @Override
        public void call() {
            var start = System.nanoTime();
            var id = Backlog.submit(connection);
            var submitted = System.nanoTime();
            connection.post("/v1/jobs/%s/cancel".formatted(id), "").expect(ACCEPTED);
            submits.add((submitted - start) / 1e6);
            cancels.add((System.nanoTime() - submitted) / 1e6);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
