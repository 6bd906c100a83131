package dev.sluice.benchmarks.chaos.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What watchers were told: every event of a job once, in order, over all connections and gateways; and
/// no state after the last one.
final class WrongStreams implements Judge {
    private static final Set<String> TERMINAL =
            Set.of("succeeded", "failed", "cancelled", "expired");

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var stored = stored(evidence);
        var deleted = evidence.deleted();
        var streams = new HashMap<String, Long>();
        var openedAt = new HashMap<String, Instant>();
        var polled = new HashMap<String, Entry>();
        var created = new HashMap<String, Instant>();
        evidence.tables().jobs().forEach(job -> created.put(job.id(), job.createdAt()));
        for (var entry : evidence.history()) {
            switch (entry.what()) {
                case "position" -> openedAt.putIfAbsent(entry.text("watcher"), entry.at());
                case "event", "tenant-event" -> {
                    if (entry.text("type").equals("resync")) {
                        if (!deleted.contains(entry.text("job"))) {
                            findings.add(wrong(entry, "was told to begin anew"));
                        }
                    } else {
                        var known = created.get(entry.text("job"));
                        var opened = openedAt.get(entry.text("watcher"));
                        var mayBeginLate =
                                entry.is("tenant-event")
                                        && (known == null
                                                || opened == null
                                                || known.isBefore(opened.plusSeconds(1)));
                        follow(entry, streams, mayBeginLate, findings);
                        compare(entry, stored, findings);
                    }
                }
                case "poll" -> poll(entry, polled, findings);
                default -> {}
            }
        }
        return findings;
    }

    private static Map<String, String> stored(Evidence evidence) {
        var stored = new HashMap<String, String>();
        evidence.tables()
                .events()
                .forEach(event -> stored.put(event.job() + " " + event.sequence(), event.type()));
        return stored;
    }

    private static void follow(
            Entry entry, Map<String, Long> streams, boolean mayBeginLate, List<Finding> findings) {
        var stream = entry.text("watcher") + " " + entry.text("job");
        var sequence = entry.number("sequence");
        var before = streams.put(stream, sequence);
        if (before == null && mayBeginLate) {
            return;
        }
        var expected = before == null ? 1 : before + 1;
        if (sequence != expected) {
            findings.add(wrong(entry, "saw event %d instead of %d".formatted(sequence, expected)));
        }
        if (entry.is("event") && !entry.text("id").equals(Long.toString(sequence))) {
            findings.add(
                    wrong(entry, "event %d had the id %s".formatted(sequence, entry.text("id"))));
        }
    }

    private static void compare(Entry entry, Map<String, String> stored, List<Finding> findings) {
        var type = stored.get(entry.text("job") + " " + entry.number("sequence"));
        if (type != null && !type.equals(entry.text("type"))) {
            findings.add(
                    wrong(
                            entry,
                            "saw event %d as %s, it is %s"
                                    .formatted(
                                            entry.number("sequence"), entry.text("type"), type)));
        }
    }

    private static void poll(Entry entry, Map<String, Entry> polled, List<Finding> findings) {
        if (!entry.good()) {
            return;
        }
        var before = polled.put(entry.text("watcher") + " " + entry.text("job"), entry);
        if (before == null) {
            return;
        }
        var state = before.text("state");
        if (TERMINAL.contains(state) && !state.equals(entry.text("state"))) {
            findings.add(wrong(entry, "saw %s after %s".formatted(entry.text("state"), state)));
        }
        if (entry.number("attempt") < before.number("attempt")) {
            findings.add(
                    wrong(
                            entry,
                            "saw attempt %d after %d"
                                    .formatted(entry.number("attempt"), before.number("attempt"))));
        }
    }

    private static Finding wrong(Entry entry, String sentence) {
        return new Finding(
                Verdict.WRONG_ORDER, entry.text("job"), entry.text("watcher") + " " + sentence);
    }
}
