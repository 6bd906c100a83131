package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.Latencies;
import dev.sluice.benchmarks.measuring.Measurements;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.server.SluiceApi;
import java.util.ArrayList;
import java.util.List;

/// What calls, turns and another tenant's wait cost while one tenant's backlog grows. One worker with one
/// slot works on the backlog meanwhile, so that every wait can be counted in jobs.
final class BacklogRuns {
    private static final String OTHER_TENANT = "one-job";

    /// Calls of one kind come from this many connections.
    private static final int CALLERS = 2;

    private static final int OTHERS_JOBS = 10;
    private static final int LEAST_CLAIMS = 30;
    private static final int SOME = 500;

    /// Of a claim's time over all depths; what is less is noise.
    private static final double MOST_GROWTH = 1.5;

    private final JobsBench bench;
    private final List<Integer> depths;

    /// @param depths jobs in the queue, from the smallest to the largest
    BacklogRuns(JobsBench bench, List<Integer> depths) {
        this.bench = bench;
        this.depths = depths;
    }

    void run() {
        bench.tell("%nA growing backlog: a gateway and an export worker with one slot ...");
        var rows = new ArrayList<Row>();
        try (var running = Running.untilTheEnd()) {
            var services = bench.services(running);
            var other = running.add(services.api().tenant(OTHER_TENANT, bench.database()));
            try (var tables = bench.jobTables()) {
                for (var depth : depths) {
                    var backlog = new Backlog(services.api().server(), tables, bench.clients());
                    var filled = backlog.fill(depth);
                    bench.tell("%,d jobs queued, after %.0f s.", depth, filled.toMillis() / 1e3);
                    var worker = running.add(bench.worker(services, 1));
                    try {
                        rows.add(measure(depth, backlog, tables, services.api(), other));
                        worker.requireAlive();
                    } finally {
                        running.end(worker);
                    }
                }
            }
        } finally {
            if (!rows.isEmpty()) {
                report(rows); // of the depths before one that broke off, too
            }
        }
    }

    private Row measure(
            int depth, Backlog backlog, JobTables tables, SluiceApi api, SluiceApi other) {
        PickUpRuns.await(() -> tables.ended() > 0, "The worker has not finished one job");
        backlog.fill(depth);
        var since = tables.now();
        var before = bench.processorTime();
        var start = System.nanoTime();
        var waits = backlog.waits(other.server(), OTHERS_JOBS, depth);
        backlog.takes(LEAST_CLAIMS, depth, since);
        var claims = Latencies.ofMillis(tables.claims(since));
        var gaps = Latencies.ofMillis(tables.gaps(since));
        var job = Measurements.median(tables.runs(since));
        backlog.fill(depth);
        var calls = new Calls(api.server(), CALLERS, bench.samples());
        var submits = calls.submitsAndCancels();
        var status = calls.status(tables.someQueued(SOME));
        var lists = calls.list();
        var row =
                new Row(
                        depth,
                        submits.submits(),
                        submits.cancels(),
                        status,
                        lists,
                        claims,
                        gaps,
                        job,
                        waits,
                        bench.others(before, (System.nanoTime() - start) / 1e9));
        bench.tell("%s", row.line());
        return row;
    }

    private void report(List<Row> rows) {
        var calls =
                new TextTable(
                        JobsBench.format(
                                "Calls by depth of the queue, %d connections, p50 and p99 in ms",
                                CALLERS),
                        0,
                        List.of("queued", "submit", "cancel", "status", "list of 50", "others"));
        var turns =
                new TextTable(
                        "Turns by depth of the queue, a worker with one slot, p50 and p99 in ms",
                        0,
                        List.of(
                                "queued",
                                "claim",
                                "slot empty between jobs",
                                "one job",
                                "another tenant's job waits, in jobs (median, longest)"));
        for (var row : rows) {
            calls.add(
                    JobsBench.format("%,d", row.depth()),
                    both(row.submits()),
                    both(row.cancels()),
                    both(row.status()),
                    both(row.lists()),
                    row.others());
            turns.add(
                    JobsBench.format("%,d", row.depth()),
                    both(row.claims()),
                    both(row.gaps()),
                    JobsBench.format("%.0f", row.job()),
                    JobsBench.format("%.1f, %.1f", row.waited(0.50), row.waited(1)));
        }
        bench.report(calls);
        bench.report(turns);
        var first = rows.getFirst();
        for (var row : rows) {
            var queued = JobsBench.format("with %,d queued", row.depth());
            atMost("submit p99, ms", queued, row.submits(), 0.99, 300);
            atMost("status p99, ms", queued, row.status(), 0.99, 100);
            atMost("claim p50, ms", queued, row.claims(), 0.50, 20);
            bench.wanted()
                    .atMost(
                            "another tenant's wait, jobs",
                            queued,
                            row.waited(1),
                            JobsBench.format("%.1f", row.waited(1)),
                            3);
        }
        if (rows.size() > 1) {
            var last = rows.getLast();
            var growth = last.claims().millis(0.50) / first.claims().millis(0.50);
            bench.wanted()
                    .atMost(
                            JobsBench.format("claim p50 with %,d queued", last.depth()),
                            JobsBench.format("with %,d", first.depth()),
                            growth,
                            JobsBench.format("%.2f", growth),
                            MOST_GROWTH);
        }
    }

    private void atMost(
            String what, String against, Latencies measured, double share, double limit) {
        bench.wanted().atMost(what, against, measured.millis(share), measured.cell(share), limit);
    }

    private static String both(Latencies latencies) {
        return latencies.cell(0.50) + ", " + latencies.cell(0.99);
    }

    /// @param job milliseconds of one job of the backlog, from claim to end
    /// @param waits milliseconds of another tenant's jobs, from accepted to running
    private record Row(
            int depth,
            Latencies submits,
            Latencies cancels,
            Latencies status,
            Latencies lists,
            Latencies claims,
            Latencies gaps,
            double job,
            Latencies waits,
            String others) {
        double waited(double share) {
            return waits.millis(share) / job;
        }

        String line() {
            return JobsBench.format(
                    "%,8d queued   submit %s ms   status %s ms   claim %s ms   other tenant waits %.1f jobs",
                    depth, both(submits), both(status), both(claims), waited(0.50));
        }
    }
}
