package dev.sluice.benchmarks.chaos.checker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How long it took after each fault until what it hit went on.
///
/// @param fault its kind
/// @param of what went on, for the report
/// @param times one for each that was measured, ascending
public record Recovery(String fault, String of, List<Duration> times) {
    /// By then a job of a dead worker has to run again.
    private static final Duration BOUND = Duration.ofSeconds(45);

    private static final String JOB_RUNS_AGAIN = "its job runs again";
    private static final String NEW_JOB_RUNS = "a new job runs";
    private static final String API_ANSWERS = "the API answers";

    public Duration median() {
        return times.get(times.size() / 2);
    }

    public Duration longest() {
        return times.getLast();
    }

    /// How many jobs of dead workers ran again only after [#BOUND].
    public long late() {
        return of.equals(JOB_RUNS_AGAIN)
                ? times.stream().filter(time -> time.compareTo(BOUND) > 0).count()
                : 0;
    }

    /// By kind of fault, and by what went on.
    public static List<Recovery> all(List<Entry> history, Tables tables) {
        var measured = new TreeMap<String, List<Duration>>();
        var starts = firstStarts(tables);
        for (var entry : history) {
            if (!entry.is("fault")) {
                continue;
            }
            var kind = entry.text("kind");
            if (entry.text("phase").equals("injected") && entry.number("pid") > 0) {
                jobsOf(entry, tables)
                        .forEach(time -> add(measured, kind + "|" + JOB_RUNS_AGAIN, time));
            }
            if (entry.text("phase").equals(measuredFrom(kind))) {
                next(starts, tables, entry.at())
                        .ifPresent(time -> add(measured, kind + "|" + NEW_JOB_RUNS, time));
                answersAfter(history, entry)
                        .ifPresent(time -> add(measured, kind + "|" + API_ANSWERS, time));
            }
        }
        return measured.entrySet().stream().map(Recovery::of).toList();
    }

    /// A killed service leaves another that goes on; a server that is away leaves nothing to go on with.
    private static String measuredFrom(String kind) {
        return kind.contains("gateway")
                        || kind.contains("bulk")
                        || kind.contains("worker")
                        || kind.contains("point")
                ? "injected"
                : "healed";
    }

    /// Only what ran on that process then, and neither ended by itself nor was cancelled.
    private static Stream<Duration> jobsOf(Entry fault, Tables tables) {
        var process = "-" + fault.number("pid") + "-";
        var again = new ArrayList<Duration>();
        for (var attempt : tables.attempts()) {
            var end = attempt.finishedAt();
            var hit =
                    attempt.worker().contains(process)
                            && attempt.startedAt().isBefore(fault.at())
                            && end != null
                            && end.isAfter(fault.at())
                            && "lost".equals(attempt.outcome());
            if (hit) {
                tables.attempts().stream()
                        .filter(next ->
                                next.job().equals(attempt.job())
                                        && next.number() == attempt.number() + 1)
                        .findFirst()
                        .ifPresent(
                                next -> again.add(Duration.between(fault.at(), next.startedAt())));
            }
        }
        return again.stream();
    }

    private static Map<String, Instant> firstStarts(Tables tables) {
        var starts = new HashMap<String, Instant>();
        tables.attempts().stream()
                .filter(attempt -> attempt.number() == 1)
                .forEach(attempt -> starts.put(attempt.job(), attempt.startedAt()));
        return starts;
    }

    /// Until a job runs that was accepted afterwards: all of accepting, dispatching and claiming works.
    private static Optional<Duration> next(
            Map<String, Instant> starts, Tables tables, Instant from) {
        return tables.jobs().stream()
                .filter(job -> job.createdAt().isAfter(from))
                .map(job -> starts.get(job.id()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(start -> Duration.between(from, start));
    }

    /// From the end of a fault until every gateway that stopped answering during it answers again.
    private static Optional<Duration> answersAfter(List<Entry> history, Entry fault) {
        var down = new TreeMap<Long, Boolean>();
        for (var entry : history) {
            if (entry.is("pulse")) {
                if (entry.at().isAfter(fault.at())) {
                    var wasDown = down.getOrDefault(entry.number("gateway"), false);
                    if (wasDown && entry.fields().path("up").asBoolean(false)) {
                        return Optional.of(Duration.between(fault.at(), entry.at()));
                    }
                } else {
                    down.put(entry.number("gateway"), !entry.fields().path("up").asBoolean(false));
                }
            }
        }
        return Optional.empty();
    }

    private static void add(Map<String, List<Duration>> measured, String name, Duration time) {
        measured.computeIfAbsent(name, key -> new ArrayList<>()).add(time);
    }

    private static Recovery of(Map.Entry<String, List<Duration>> measured) {
        var name = measured.getKey();
        var bar = name.indexOf('|');
        return new Recovery(
                name.substring(0, bar),
                name.substring(bar + 1),
                measured.getValue().stream().sorted(Comparator.naturalOrder()).toList());
    }
}
