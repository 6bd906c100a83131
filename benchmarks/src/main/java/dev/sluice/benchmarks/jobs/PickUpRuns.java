package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.Latencies;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.peer.DbSchedulerQueue;
import dev.sluice.benchmarks.peer.JobRunrQueue;
import dev.sluice.benchmarks.peer.QueueLibrary;
import dev.sluice.benchmarks.server.HttpConnection;
import dev.sluice.benchmarks.server.SluiceApi;
import dev.sluice.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// From accepted to running, one job after the other at uneven distances, while there are free slots.
final class PickUpRuns {
    static final String SLUICE = "Sluice, export on a worker of its own";

    private static final int SLOTS = 4;
    private static final int WARM_UPS = 5;
    private static final int ACCEPTED = 202;
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final JobsBench bench;

    PickUpRuns(JobsBench bench) {
        this.bench = bench;
    }

    void run() {
        bench.tell("%nPicking jobs up: a gateway and an export worker of their own ...");
        var measured = new LinkedHashMap<String, List<Double>>();
        try (var running = Running.untilTheEnd()) {
            var services = bench.services(running);
            running.add(bench.worker(services, SLOTS));
            try (var tables = bench.jobTables()) {
                sluice(services.api(), tables, WARM_UPS);
                for (int run = 1; run <= bench.runs(); run++) {
                    keep(measured, run, SLUICE, sluice(services.api(), tables, samples()));
                    for (var library : libraries()) {
                        peer(measured, run, library);
                    }
                }
            }
        }
        report(measured);
    }

    private int samples() {
        return Math.max(1, bench.samples() / bench.runs());
    }

    private List<Double> sluice(SluiceApi api, JobTables tables, int samples) {
        var jobs = new ArrayList<String>();
        try (var connection = new HttpConnection(api.server())) {
            for (int i = 0; i < samples; i++) {
                var answer = connection.post("/v1/exports", Payload.EXPORT).expect(ACCEPTED);
                jobs.add(Json.read(answer.body(), JsonNode.class).path("id").asString());
                pause();
            }
        }
        await(() -> tables.succeeded(jobs) == jobs.size(), "Sluice has not run every job");
        return tables.pickUps(jobs);
    }

    private List<Supplier<QueueLibrary>> libraries() {
        var server = bench.database().server();
        return List.of(
                () -> JobRunrQueue.open(server, bench.secrets()),
                () -> DbSchedulerQueue.open(server, bench.secrets(), false),
                () -> DbSchedulerQueue.open(server, bench.secrets(), true));
    }

    private void peer(Map<String, List<Double>> measured, int run, Supplier<QueueLibrary> opening) {
        try (var library = opening.get()) {
            var started = new ConcurrentHashMap<String, Long>();
            library.work(SLOTS, payload -> started.put(payload, System.nanoTime()));
            peer(library, started, "warm-up", WARM_UPS);
            keep(measured, run, library.name(), peer(library, started, "job", samples()));
        }
    }

    private static List<Double> peer(
            QueueLibrary library, Map<String, Long> started, String name, int samples) {
        var accepted = new LinkedHashMap<String, Long>();
        for (int i = 0; i < samples; i++) {
            var payload = name + " " + i;
            library.enqueue(payload);
            accepted.put(payload, System.nanoTime());
            pause();
        }
        await(
                () -> started.keySet().containsAll(accepted.keySet()),
                library.name() + " has not run every job");
        var millis = new ArrayList<Double>();
        accepted.forEach((payload, at) -> {
            var begun = started.getOrDefault(payload, at);
            // a job may begin before the call that enqueued it has returned
            millis.add(Math.max(0, begun - at) / 1e6);
        });
        return millis;
    }

    private void keep(
            Map<String, List<Double>> measured, int run, String name, List<Double> millis) {
        var latencies = Latencies.ofMillis(millis);
        bench.tell(
                "run %d  %-44s p50 %s ms   p99 %s ms",
                run, name, latencies.cell(0.50), latencies.cell(0.99));
        measured.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(millis);
    }

    private void report(Map<String, List<Double>> measured) {
        var table =
                new TextTable(
                        "From accepted to running, with free slots",
                        1,
                        List.of("", "jobs", "p50 ms", "p99 ms", "longest ms"));
        measured.forEach((name, millis) -> {
            var all = Latencies.ofMillis(millis);
            table.add(
                    name,
                    Integer.toString(all.count()),
                    all.cell(0.50),
                    all.cell(0.99),
                    all.cell(1));
        });
        bench.report(table);
        var own = Latencies.ofMillis(measured.getOrDefault(SLUICE, List.of()));
        var jobRunr = ratio(own, measured, JobRunrQueue.POLLING);
        bench.wanted()
                .atMost(
                        "pick-up p50",
                        JobRunrQueue.POLLING,
                        jobRunr,
                        JobsBench.format("%.2f", jobRunr),
                        1);
        for (var peer : List.of(DbSchedulerQueue.POLLING, DbSchedulerQueue.IMMEDIATE)) {
            bench.wanted()
                    .said(
                            "pick-up p50",
                            peer,
                            JobsBench.format("%.2f", ratio(own, measured, peer)));
        }
    }

    private static double ratio(Latencies own, Map<String, List<Double>> measured, String peer) {
        var other = Latencies.ofMillis(measured.getOrDefault(peer, List.of()));
        return own.millis(0.50) / other.millis(0.50);
    }

    private static void pause() {
        var millis =
                ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    static void await(BooleanSupplier condition, String otherwise) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new BenchmarkFailure(
                        otherwise + " after %d min.".formatted(PATIENCE.toMinutes()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
