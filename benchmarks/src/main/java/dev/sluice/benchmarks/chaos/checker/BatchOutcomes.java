package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// Each entry of a batch came to what was answered for it: an entry that was refused left no job, and what
/// is wrong in itself was refused. That accepted ones are there is for [LostJobs].
final class BatchOutcomes implements Judge {
    private static final String WRONG = "refused";

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        evidence.entries("batch")
                .filter(Entry::good)
                .filter(entry -> entry.number("items") != entry.number("entries"))
                .forEach(entry ->
                        findings.add(
                                wrong(
                                        entry.text("key"),
                                        "%d entries have %d outcomes"
                                                .formatted(
                                                        entry.number("entries"),
                                                        entry.number("items")))));
        refused(evidence, findings);
        return findings;
    }

    private static void refused(Evidence evidence, List<Finding> findings) {
        var refused = new LinkedHashMap<String, Integer>();
        var accepted = new HashSet<String>();
        evidence.entries("submit")
                .filter(entry -> entry.fields().path("answered").asBoolean(false))
                .forEach(entry -> {
                    if (entry.good()) {
                        accepted.add(entry.text("key"));
                        if (entry.text("kind").equals(WRONG)) {
                            findings.add(
                                    wrong(entry.text("job"), "was accepted, and makes no sense"));
                        }
                    } else {
                        refused.put(entry.text("key"), entry.status());
                    }
                });
        var made =
                evidence.tables().jobs().stream()
                        .flatMap(job -> job.tags().stream())
                        .collect(Collectors.toSet());
        refused.forEach((key, status) -> {
            if (made.contains("wish-" + key)) {
                findings.add(wrong(key, "was refused with %d and left a job".formatted(status)));
            }
            if (accepted.contains(key)) {
                findings.add(wrong(key, "was refused with %d and accepted".formatted(status)));
            }
        });
    }

    private static Finding wrong(String subject, String sentence) {
        return new Finding(Verdict.NOT_AS_ASKED, subject, "in a batch: " + sentence);
    }
}
