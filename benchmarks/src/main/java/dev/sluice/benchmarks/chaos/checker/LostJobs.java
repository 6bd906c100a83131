package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every job that was promised is there, has ended, and has what it came to.
final class LostJobs implements Judge {
    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var rows = evidence.tables().byId();
        var deleted = evidence.deleted();
        promised(evidence)
                .forEach((id, promise) -> {
                    if (!rows.containsKey(id) && !deleted.contains(id)) {
                        findings.add(
                                lost(id, "was accepted at " + promise.at() + " and is not there"));
                    }
                });
        for (var job : evidence.tables().jobs()) {
            if (!job.terminal()) {
                findings.add(
                        lost(
                                job.id(),
                                "is still %s in attempt %d, created at %s"
                                        .formatted(job.state(), job.attempt(), job.createdAt())));
            } else if (job.succeeded() && !job.purged() && !hasResult(evidence, job)) {
                findings.add(lost(job.id(), "succeeded and has no result"));
            }
        }
        return findings;
    }

    private static Map<String, Entry> promised(Evidence evidence) {
        var promised = new HashMap<String, Entry>();
        evidence.history().stream()
                .filter(Entry::creates)
                .filter(Entry::good)
                .forEach(entry -> promised.putIfAbsent(entry.text("job"), entry));
        return promised;
    }

    private static boolean hasResult(Evidence evidence, Tables.JobRow job) {
        return switch (job.type()) {
            case "ANALYSIS" -> evidence.tables().results().containsKey(job.id());
            case "EXPORT" -> evidence.tables().manifests().containsKey(job.id());
            default -> true;
        };
    }

    private static Finding lost(String job, String sentence) {
        return new Finding(Verdict.LOST, job, sentence);
    }
}
