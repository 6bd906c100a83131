package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the tables tell of each job: numbers without gaps, states that follow from each other, one end,
/// and attempts one after the other.
final class WrongOrder implements Judge {
    /// The arrows between states; an event may also tell the same state again.
    private static final Map<String, Set<String>> ARROWS =
            Map.of(
                    "", Set.of("queued"),
                    "queued", Set.of("running", "cancelled", "expired"),
                    "running",
                            Set.of(
                                    "awaiting_review",
                                    "needs_input",
                                    "queued",
                                    "succeeded",
                                    "failed",
                                    "cancelled"),
                    "awaiting_review", Set.of("queued", "cancelled", "expired"),
                    "needs_input", Set.of("queued", "cancelled", "expired"));

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var events =
                evidence.tables().events().stream()
                        .sorted(Comparator.comparingLong(Tables.EventRow::sequence))
                        .collect(Collectors.groupingBy(Tables.EventRow::job));
        for (var job : evidence.tables().jobs()) {
            if (job.deleted()) {
                continue;
            }
            var own = events.getOrDefault(job.id(), List.of());
            numbers(job, own, findings);
            states(job, own, findings);
            positions(job, own, findings);
        }
        unique(evidence, findings);
        attempts(evidence, findings);
        return findings;
    }

    private static void numbers(
            Tables.JobRow job, List<Tables.EventRow> events, List<Finding> findings) {
        var expected = 1L;
        for (var event : events) {
            if (event.sequence() != expected) {
                findings.add(
                        wrong(
                                job.id(),
                                "event %d follows on %d"
                                        .formatted(event.sequence(), expected - 1)));
                return;
            }
            expected++;
        }
        if (expected - 1 != job.lastSequence()) {
            findings.add(
                    wrong(
                            job.id(),
                            "has %d events and counts %d"
                                    .formatted(expected - 1, job.lastSequence())));
        }
    }

    private static void states(
            Tables.JobRow job, List<Tables.EventRow> events, List<Finding> findings) {
        var state = "";
        for (var event : events) {
            var next = event.state();
            if (!event.type().equals("state") || next == null || next.equals(state)) {
                continue;
            }
            if (!ARROWS.getOrDefault(state, Set.of()).contains(next)) {
                findings.add(wrong(job.id(), "went from '%s' to '%s'".formatted(state, next)));
            }
            state = next;
        }
        if (!state.equalsIgnoreCase(job.state())) {
            findings.add(
                    wrong(job.id(), "is %s, its events end with %s".formatted(job.state(), state)));
        }
        var ends = !events.isEmpty() && events.getLast().type().equals("done");
        if (job.terminal() && !ends) {
            findings.add(wrong(job.id(), "its events do not end with done"));
        }
    }

    private static void positions(
            Tables.JobRow job, List<Tables.EventRow> events, List<Finding> findings) {
        var before = -1L;
        for (var event : events) {
            var position = event.position();
            if (position == null) {
                findings.add(
                        wrong(
                                job.id(),
                                "event %d has no place in the tenant's stream"
                                        .formatted(event.sequence())));
            } else if (position <= before) {
                findings.add(
                        wrong(
                                job.id(),
                                "event %d comes before %d in the tenant's stream"
                                        .formatted(event.sequence(), event.sequence() - 1)));
            } else {
                before = position;
            }
        }
    }

    private static void unique(Evidence evidence, List<Finding> findings) {
        var seen = new HashSet<Long>();
        for (var event : evidence.tables().events()) {
            var position = event.position();
            if (position != null && !seen.add(position)) {
                findings.add(wrong(event.job(), "shares the place %d".formatted(position)));
            }
        }
    }

    private static void attempts(Evidence evidence, List<Finding> findings) {
        var rows = evidence.tables().byId();
        var attempts =
                evidence.tables().attempts().stream()
                        .sorted(Comparator.comparingInt(Tables.AttemptRow::number))
                        .collect(Collectors.groupingBy(Tables.AttemptRow::job));
        attempts.forEach((job, own) -> {
            for (int i = 0; i < own.size(); i++) {
                if (own.get(i).number() != i + 1) {
                    findings.add(wrong(job, "attempt %d is missing".formatted(i + 1)));
                    return;
                }
                var end = i == 0 ? null : own.get(i - 1).finishedAt();
                if (i > 0 && (end == null || own.get(i).startedAt().isBefore(end))) {
                    findings.add(
                            wrong(job, "attempt %d began before %d ended".formatted(i + 1, i)));
                }
            }
            var row = rows.get(job);
            if (row != null && row.attempt() != own.size()) {
                findings.add(
                        wrong(
                                job,
                                "counts %d attempts and has %d"
                                        .formatted(row.attempt(), own.size())));
            }
        });
    }

    private static Finding wrong(String subject, String sentence) {
        return new Finding(Verdict.WRONG_ORDER, subject, sentence);
    }
}
