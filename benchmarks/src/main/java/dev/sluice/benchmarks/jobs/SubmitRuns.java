package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.ProcessorTime;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.Latencies;
import dev.sluice.benchmarks.measuring.Measurements;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.peer.DbSchedulerQueue;
import dev.sluice.benchmarks.peer.JobRunrQueue;
import dev.sluice.benchmarks.peer.QueueLibrary;
import dev.sluice.benchmarks.server.HttpConnection;
import dev.sluice.standalone.cli.client.ServerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Jobs that one gateway accepts durably per second, in turn with libraries that write theirs into the
/// same PostgreSQL. Nobody runs any of them meanwhile.
final class SubmitRuns {
    private static final String ANALYSES = "Sluice, POST /v1/analyses";
    private static final String EXPORTS = "Sluice, POST /v1/exports with SQL";

    /// In lengths of a run: a gateway's JIT compiler needs tens of thousands of requests.
    static final int FIRST_WARM_UP = 3;

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final int ACCEPTED = 202;

    private final JobsBench bench;

    SubmitRuns(JobsBench bench) {
        this.bench = bench;
    }

    void run() {
        bench.tell("%nAccepting jobs: a gateway of its own, %d clients ...", bench.clients());
        try (var running = Running.untilTheEnd()) {
            var server = bench.services(running).api().server();
            var contenders = new ArrayList<Contender>();
            for (var library : libraries(running)) {
                contenders.add(new Contender(library.name(), () -> new InProcess(library)));
            }
            contenders.add(posts(server, ANALYSES, "/v1/analyses", Payload.ANALYSIS));
            contenders.add(posts(server, EXPORTS, "/v1/exports", Payload.EXPORT));
            var warmUp = bench.length().multipliedBy(FIRST_WARM_UP);
            bench.tell("Warming up, %d s of each ...", warmUp.toSeconds());
            for (var contender : contenders) {
                new Load(bench.clients()).during(warmUp, contender.client());
            }
            var runs = new LinkedHashMap<String, List<Run>>();
            for (int run = 1; run <= bench.runs(); run++) {
                for (var contender : contenders) {
                    var measured = measure(contender);
                    bench.tell("run %d  %-36s %s", run, contender.name(), measured.line());
                    runs.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(measured);
                }
            }
            report(runs);
        }
    }

    private List<QueueLibrary> libraries(Running running) {
        var server = bench.database().server();
        return List.of(
                running.add(JobRunrQueue.open(server, bench.secrets())),
                running.add(DbSchedulerQueue.open(server, bench.secrets(), false)));
    }

    private static Contender posts(ServerAddress server, String name, String path, String body) {
        return new Contender(name, () -> new Posts(new HttpConnection(server), path, body));
    }

    private Run measure(Contender contender) {
        // what others have written meanwhile is not this one's to flush
        bench.database().checkpoint();
        var load = new Load(bench.clients());
        load.during(WARM_UP, contender.client());
        var before = bench.processorTime();
        var outcome = load.during(bench.length(), contender.client());
        return new Run(
                outcome,
                own(before, bench.processorTime(), outcome.calls().count()),
                bench.others(before, outcome.seconds()));
    }

    private static Optional<Double> own(
            Optional<ProcessorTime> before, Optional<ProcessorTime> after, int jobs) {
        return before.isPresent() && after.isPresent() && jobs > 0
                ? Optional.of(after.get().ownSince(before.get()) * 1000 / jobs)
                : Optional.empty();
    }

    private void report(Map<String, List<Run>> runs) {
        var table =
                new TextTable(
                        JobsBench.format(
                                "Accepted jobs, %d clients, %s",
                                bench.clients(), bench.database().durability()),
                        1,
                        List.of(
                                "",
                                "jobs/s",
                                "slowest to fastest",
                                "ratio",
                                "p50 ms",
                                "p99 ms",
                                "own CPU ms a job",
                                "others"));
        var yardstick = speed(runs, JobRunrQueue.ENQUEUE);
        runs.forEach((name, all) -> {
            var speeds = all.stream().mapToDouble(run -> run.outcome().perSecond());
            var range = speeds.summaryStatistics();
            table.add(
                    name,
                    JobsBench.format("%,.0f", speed(all)),
                    JobsBench.format("%,.0f to %,.0f", range.getMin(), range.getMax()),
                    JobsBench.format("%.2f", speed(all) / yardstick),
                    median(all, 0.50),
                    median(all, 0.99),
                    all.getLast().cpu().map(cpu -> JobsBench.format("%.2f", cpu)).orElse("?"),
                    all.stream().map(Run::others).max(String::compareTo).orElse("?"));
        });
        bench.report(table);
        for (var peer : List.of(JobRunrQueue.ENQUEUE, DbSchedulerQueue.SCHEDULE)) {
            bench.wanted()
                    .said(
                            "accepted jobs per second of " + ANALYSES,
                            peer,
                            JobsBench.format("%.2f", speed(runs, ANALYSES) / speed(runs, peer)));
        }
    }

    private static double speed(Map<String, List<Run>> runs, String name) {
        return speed(runs.getOrDefault(name, List.of()));
    }

    private static double speed(List<Run> runs) {
        return Measurements.median(runs.stream().map(run -> run.outcome().perSecond()).toList());
    }

    private static String median(List<Run> runs, double share) {
        return Latencies.number(
                Measurements.median(
                        runs.stream().map(run -> run.outcome().calls().millis(share)).toList()));
    }

    private record Contender(String name, Supplier<Load.Client> client) {}

    /// @param cpu milliseconds of processor time for each job: clients, gateway and PostgreSQL together
    private record Run(Load.Outcome outcome, Optional<Double> cpu, String others) {
        String line() {
            return JobsBench.format(
                    "%,8.0f jobs/s   p50 %s ms   p99 %s ms   others %s cores",
                    outcome.perSecond(),
                    outcome.calls().cell(0.50),
                    outcome.calls().cell(0.99),
                    others);
        }
    }

    private record Posts(HttpConnection connection, String path, String body)
            implements Load.Client {
        @Override
        public void call() {
            connection.post(path, body).expect(ACCEPTED);
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private record InProcess(QueueLibrary library) implements Load.Client {
        @Override
        public void call() {
            library.enqueue(Payload.ANALYSIS);
        }
    }
}
