package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// From an accepted cancel on, a job ends `cancelled` or `failed`, and publishes nothing.
final class PublishedAfterCancel implements Judge {
    private static final int ACCEPTED = 202;

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var accepted =
                evidence.entries("cancel")
                        .filter(entry -> entry.status() == ACCEPTED)
                        .map(entry -> entry.text("job"))
                        .collect(Collectors.toSet());
        for (var job : evidence.tables().jobs()) {
            if (job.cancelRequested() || accepted.contains(job.id())) {
                judge(evidence, job, accepted, findings);
            }
        }
        return findings;
    }

    private static void judge(
            Evidence evidence, Tables.JobRow job, Set<String> accepted, List<Finding> findings) {
        var when =
                accepted.contains(job.id()) ? "after an accepted cancel" : "after a cancel request";
        if (job.succeeded() || job.state().equals("EXPIRED")) {
            findings.add(wrong(job.id(), "%s %s".formatted(job.state(), when)));
        }
        if (evidence.tables().results().containsKey(job.id())
                || evidence.tables().manifests().containsKey(job.id())) {
            findings.add(wrong(job.id(), "has a result " + when));
        }
    }

    private static Finding wrong(String job, String sentence) {
        return new Finding(Verdict.PUBLISHED_AFTER_CANCEL, job, sentence);
    }
}
