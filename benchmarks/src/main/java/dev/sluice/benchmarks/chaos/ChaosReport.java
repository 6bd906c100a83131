package dev.sluice.benchmarks.chaos;

import dev.sluice.benchmarks.chaos.checker.Entry;
import dev.sluice.benchmarks.chaos.checker.Evidence;
import dev.sluice.benchmarks.chaos.checker.Finding;
import dev.sluice.benchmarks.chaos.checker.Recovery;
import dev.sluice.benchmarks.chaos.checker.Verdict;
import dev.sluice.benchmarks.measuring.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What came of a run, for a terminal and for a page.
final class ChaosReport {
    private static final int SHOWN_FINDINGS = 8;

    private final long seed;
    private final Duration length;
    private final Evidence evidence;
    private final List<Finding> findings;
    private final List<Recovery> recoveries;

    ChaosReport(long seed, Duration length, Evidence evidence, List<Finding> findings) {
        this.seed = seed;
        this.length = length;
        this.evidence = evidence;
        this.findings = findings;
        this.recoveries = Recovery.all(evidence.history(), evidence.tables());
    }

    boolean good() {
        return findings.isEmpty();
    }

    String text() {
        return write(TextTable::text, "%s%n");
    }

    String markdown() {
        return write(TextTable::markdown, "%s\n");
    }

    private String write(Function<TextTable, String> form, String line) {
        var parts = new ArrayList<String>();
        parts.add(line.formatted(headline()));
        for (var table : List.of(ends(), faults(), recovery(), verdicts())) {
            parts.add(form.apply(table));
        }
        if (!findings.isEmpty()) {
            parts.add(listed(line));
        }
        return String.join(line.formatted(""), parts);
    }

    /// The first ones of each kind.
    private String listed(String line) {
        return findings.stream()
                .collect(
                        Collectors.groupingBy(
                                Finding::verdict,
                                () -> new EnumMap<>(Verdict.class),
                                Collectors.toList()))
                .values()
                .stream()
                .flatMap(alike -> alike.stream().limit(SHOWN_FINDINGS))
                .map(finding -> line.formatted("- " + finding))
                .collect(Collectors.joining());
    }

    /// All of them, one in a line.
    String findings() {
        return findings.stream()
                .map(Finding::toString)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private String headline() {
        return "Seed %d, %d minutes: %d jobs, %d faults, %s."
                .formatted(
                        seed,
                        length.toMinutes(),
                        evidence.tables().jobs().size(),
                        injected().size(),
                        good()
                                ? "nothing lost, doubled or wrong"
                                : findings.size() + " things are wrong");
    }

    private TextTable ends() {
        var counts = new TreeMap<String, Integer>();
        for (var job : evidence.tables().jobs()) {
            var error = job.error() == null ? "" : " " + job.error();
            var name =
                    "%s %s%s"
                            .formatted(
                                    job.type().toLowerCase(Locale.ROOT),
                                    job.state().toLowerCase(Locale.ROOT),
                                    job.state().equals("FAILED") ? error : "");
            counts.merge(name, 1, Integer::sum);
        }
        var table = new TextTable("Jobs", 1, List.of("Type and end", "Jobs"));
        counts.forEach((name, count) -> table.add(name, count.toString()));
        var again = evidence.tables().jobs().stream().filter(job -> job.attempt() > 1).count();
        table.add("of all: more than one attempt", Long.toString(again));
        return table;
    }

    private List<Entry> injected() {
        return evidence.history().stream()
                .filter(entry -> entry.what().equals("fault"))
                .filter(entry -> entry.text("phase").equals("injected"))
                .toList();
    }

    private TextTable faults() {
        var counts =
                injected().stream()
                        .collect(
                                Collectors.groupingBy(
                                        ChaosReport::faultName,
                                        TreeMap::new,
                                        Collectors.counting()));
        var table = new TextTable("Faults", 1, List.of("Kind", "Times"));
        counts.forEach((kind, count) -> table.add(kind, count.toString()));
        for (var phase : List.of("unreached", "skipped")) {
            var count =
                    evidence.history().stream()
                            .filter(entry -> entry.what().equals("fault"))
                            .filter(entry -> entry.text("phase").equals(phase))
                            .count();
            table.add("(" + phase + ")", Long.toString(count));
        }
        return table;
    }

    private static String faultName(Entry fault) {
        var point = fault.text("point");
        return fault.text("kind") + (point.isEmpty() ? "" : " " + point);
    }

    private TextTable recovery() {
        var table =
                new TextTable(
                        "Recovery, in seconds",
                        2,
                        List.of("After", "Until", "Times", "Median", "Longest"));
        recoveries.forEach(recovery ->
                table.add(
                        recovery.fault(),
                        recovery.of(),
                        Integer.toString(recovery.times().size()),
                        seconds(recovery.median()),
                        seconds(recovery.longest())));
        return table;
    }

    private static String seconds(Duration time) {
        return "%.1f".formatted(time.toMillis() / 1000.0);
    }

    private TextTable verdicts() {
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        findings.forEach(finding -> counts.merge(finding.verdict(), 1, Integer::sum));
        var table = new TextTable("Verdict", 1, List.of("What", "Times"));
        for (var verdict : Verdict.values()) {
            table.add(verdict.words(), Integer.toString(counts.getOrDefault(verdict, 0)));
        }
        table.add("late: a dead worker's job runs again only after 45 s", Long.toString(late()));
        table.add(
                "late: ended over a minute after everything was back", Long.toString(endedLate()));
        table.add("services that ended by themselves", Long.toString(endedByThemselves()));
        return table;
    }

    private long late() {
        return recoveries.stream().mapToLong(Recovery::late).sum();
    }

    private long endedLate() {
        return healed().stream()
                .flatMap(healed ->
                        evidence.tables().jobs().stream()
                                .map(job -> job.finishedAt())
                                .filter(end -> end != null && end.isAfter(healed.plusSeconds(60))))
                .count();
    }

    private List<Instant> healed() {
        return evidence.history().stream()
                .filter(entry -> entry.what().equals("ready again"))
                .map(Entry::at)
                .limit(1)
                .toList();
    }

    private long endedByThemselves() {
        return evidence.history().stream()
                .filter(entry -> entry.what().equals("ended"))
                .filter(entry -> !entry.fields().path("starting").asBoolean(false))
                .count();
    }
}
