package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One job for each wish, whatever was tried again; none that nobody wished for; one end for each job.
final class DoubledJobs implements Judge {
    private static final String WISH = "wish-";

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var wishes = wishes(evidence);
        wishes.forEach((key, wish) -> {
            if (wish.jobs.size() > 1) {
                findings.add(
                        doubled(key, "one Idempotency-Key was answered with jobs " + wish.jobs));
            }
        });
        jobsOfWishes(evidence, wishes, findings);
        jobsOfRetries(evidence, wishes, findings);
        ends(evidence, findings);
        return findings;
    }

    /// What the answers to one key said.
    private static final class Wish {
        final Set<String> jobs = new LinkedHashSet<>();
        boolean maybe;
        String retried = "";
    }

    private static Map<String, Wish> wishes(Evidence evidence) {
        var wishes = new HashMap<String, Wish>();
        evidence.history().stream()
                .filter(entry -> entry.is("submit") || entry.is("retry"))
                .forEach(entry -> {
                    var wish = wishes.computeIfAbsent(entry.text("key"), key -> new Wish());
                    wish.maybe |= !entry.refused();
                    if (entry.good()) {
                        wish.jobs.add(entry.text("job"));
                    }
                    if (entry.is("retry")) {
                        wish.retried = entry.text("route").split("/")[3];
                    }
                });
        return wishes;
    }

    private static void jobsOfWishes(
            Evidence evidence, Map<String, Wish> wishes, List<Finding> findings) {
        var jobs = new HashMap<String, List<String>>();
        for (var job : evidence.tables().jobs()) {
            if (job.retryOf() == null && !job.type().equals("BULK_ACTION")) {
                jobs.computeIfAbsent(key(job), key -> new ArrayList<>()).add(job.id());
            }
        }
        jobs.forEach((key, ids) -> {
            var wish = wishes.get(key);
            if (wish == null || !wish.maybe) {
                findings.add(doubled(ids.getFirst(), "nobody's wish made it"));
            } else if (ids.size() > 1) {
                findings.add(doubled(key, "one wish made jobs " + ids));
            }
        });
    }

    private static String key(Tables.JobRow job) {
        return job.tags().stream()
                .filter(tag -> tag.startsWith(WISH))
                .map(tag -> tag.substring(WISH.length()))
                .findFirst()
                .orElse("");
    }

    private static void jobsOfRetries(
            Evidence evidence, Map<String, Wish> wishes, List<Finding> findings) {
        var asked = new HashMap<String, Integer>();
        Lots.of(evidence.history())
                .asked("retry")
                .forEach(job -> asked.merge(job, 1, Integer::sum));
        wishes.values().stream()
                .filter(wish -> !wish.retried.isEmpty() && wish.maybe)
                .forEach(wish -> asked.merge(wish.retried, 1, Integer::sum));
        var made = new HashMap<String, Integer>();
        evidence.tables().jobs().stream()
                .map(Tables.JobRow::retryOf)
                .filter(retryOf -> retryOf != null)
                .forEach(retryOf -> made.merge(retryOf, 1, Integer::sum));
        made.forEach((retryOf, count) -> {
            if (count > asked.getOrDefault(retryOf, 0)) {
                findings.add(
                        doubled(
                                retryOf,
                                "was retried %d times and asked for %d times"
                                        .formatted(count, asked.getOrDefault(retryOf, 0))));
            }
        });
    }

    private static void ends(Evidence evidence, List<Finding> findings) {
        var done = new HashMap<String, Integer>();
        var data = new HashMap<String, Integer>();
        for (var event : evidence.tables().events()) {
            if (event.type().equals("done")) {
                done.merge(event.job(), 1, Integer::sum);
            } else if (event.type().equals("data")) {
                data.merge(event.job(), 1, Integer::sum);
            }
        }
        done.forEach((job, count) -> {
            if (count > 1) {
                findings.add(doubled(job, "ended %d times".formatted(count)));
            }
        });
        data.forEach((job, count) -> {
            if (count > 1) {
                findings.add(doubled(job, "published %d times".formatted(count)));
            }
        });
        var succeeded = new HashMap<String, Integer>();
        evidence.tables().attempts().stream()
                .filter(attempt -> "succeeded".equals(attempt.outcome()))
                .forEach(attempt -> succeeded.merge(attempt.job(), 1, Integer::sum));
        succeeded.forEach((job, count) -> {
            if (count > 1) {
                findings.add(doubled(job, "succeeded in %d attempts".formatted(count)));
            }
        });
    }

    private static Finding doubled(String subject, String sentence) {
        return new Finding(Verdict.DOUBLED, subject, sentence);
    }
}
