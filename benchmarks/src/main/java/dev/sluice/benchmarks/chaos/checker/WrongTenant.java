package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A job, its events and its files belong to whoever submitted it, and nobody else sees them.
final class WrongTenant implements Judge {
    private static final int NOT_FOUND = 404;

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var owners = owners(evidence);
        for (var job : evidence.tables().jobs()) {
            var owner = owners.getOrDefault(job.id(), job.tenant());
            if (!owner.equals(job.tenant())) {
                findings.add(
                        wrong(
                                job.id(),
                                "was submitted by %s and belongs to %s"
                                        .formatted(owner, job.tenant())));
            }
            owners.put(job.id(), job.tenant());
        }
        answers(evidence, owners, findings);
        for (var event : evidence.tables().events()) {
            var owner = owners.getOrDefault(event.job(), event.tenant());
            if (!owner.equals(event.tenant())) {
                findings.add(wrong(event.job(), "an event of it belongs to " + event.tenant()));
            }
        }
        for (var key : evidence.bucket().sizes().keySet()) {
            var path = key.split("/");
            var owner = path.length > 1 ? owners.get(path[1]) : null;
            if (owner != null && !owner.equals(path[0])) {
                findings.add(wrong(key, "the job belongs to " + owner));
            }
        }
        return findings;
    }

    private static Map<String, String> owners(Evidence evidence) {
        var owners = new HashMap<String, String>();
        evidence.history().stream()
                .filter(Entry::creates)
                .filter(Entry::good)
                .forEach(entry -> owners.put(entry.text("job"), entry.text("tenant")));
        return owners;
    }

    private static void answers(
            Evidence evidence, Map<String, String> owners, List<Finding> findings) {
        for (var entry : evidence.history()) {
            var job = entry.text("job");
            var told = entry.text("job_tenant");
            if (!told.isEmpty() && owners.containsKey(job) && !told.equals(owners.get(job))) {
                findings.add(wrong(job, "an answer says that it belongs to " + told));
            }
            if (entry.is("foreign") && !entry.open() && entry.status() != NOT_FOUND) {
                findings.add(
                        wrong(
                                job,
                                "%s asked for a job of %s and was answered with %d"
                                        .formatted(
                                                entry.text("tenant"),
                                                entry.text("owner"),
                                                entry.status())));
            }
            if (entry.is("tenant-event") && owners.containsKey(job)) {
                var watcher = entry.text("watcher");
                if (!watcher.startsWith(owners.get(job) + "-")) {
                    findings.add(wrong(job, "an event of it reached " + watcher));
                }
            }
        }
    }

    private static Finding wrong(String subject, String sentence) {
        return new Finding(Verdict.WRONG_TENANT, subject, sentence);
    }
}
