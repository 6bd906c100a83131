package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// After the sweeps nothing lies or runs on that nobody needs.
final class Leftovers implements Judge {
    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var named = named(evidence);
        for (var key : evidence.bucket().sizes().keySet()) {
            if (!named.contains(key)) {
                findings.add(left(key, "no manifest names this object"));
            }
        }
        evidence.bucket()
                .uploads()
                .forEach(key ->
                        findings.add(left(key, "an upload was neither finished nor given up")));
        var rows = evidence.tables().byId();
        for (var job : evidence.tables().snapshots()) {
            var row = rows.get(job);
            if (row == null || row.terminal()) {
                findings.add(left(job, "its snapshot of the source is still kept"));
            }
        }
        evidence.tables()
                .backends()
                .forEach(backend ->
                        findings.add(
                                left("the source", "somebody is still busy there: " + backend)));
        for (var attempt : evidence.tables().attempts()) {
            var row = rows.get(attempt.job());
            if (row != null && row.terminal() && attempt.outcome() == null) {
                findings.add(
                        left(attempt.job(), "attempt %d has no end".formatted(attempt.number())));
            }
        }
        return findings;
    }

    private static Set<String> named(Evidence evidence) {
        var named = new HashSet<String>();
        var rows = evidence.tables().byId();
        for (var manifest : evidence.tables().manifests().values()) {
            manifest.body().path("parts").forEach(part -> named.add(part.path("key").asString("")));
            var job = rows.get(manifest.job());
            if (job != null) {
                named.add(
                        "%s/%s/%d/manifest.json"
                                .formatted(job.tenant(), job.id(), manifest.attempt()));
            }
        }
        return named;
    }

    private static Finding left(String subject, String sentence) {
        return new Finding(Verdict.LEFTOVER, subject, sentence);
    }
}
