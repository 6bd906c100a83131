package dev.sluice.benchmarks.chaos.checker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Each bulk action is the only one that was asked for, has counted what it was done to, and was done to
/// the jobs of its lot, to all of them that it was meant for, and to no other.
final class BulkActions implements Judge {
    /// What ended so soon after the action was asked for may have been in the middle of its own end.
    private static final Duration SLACK = Duration.ofSeconds(10);

    @Override
    public List<Finding> judge(Evidence evidence) {
        return new Judgement(evidence).findings();
    }

    /// What is known of a job of a lot, of which nothing may be left but what a customer saw.
    ///
    /// @param row null where it is gone
    private record Fate(String state, boolean cancelled, Tables.@Nullable JobRow row) {}

    private static final class Judgement {
        private final Evidence evidence;
        private final Map<String, Tables.JobRow> rows;
        private final Map<String, Entry> seen = new HashMap<>();
        private final Map<String, List<Tables.DeletionRow>> deletions;
        private final Map<String, Long> retries;
        private final Lots lots;
        private final List<Finding> findings = new ArrayList<>();

        Judgement(Evidence evidence) {
            this.evidence = evidence;
            this.rows = evidence.tables().byId();
            this.lots = Lots.of(evidence.history());
            this.deletions =
                    evidence.tables().deletions().stream()
                            .collect(Collectors.groupingBy(Tables.DeletionRow::by));
            this.retries =
                    evidence.tables().jobs().stream()
                            .filter(job -> job.retryOf() != null)
                            .collect(
                                    Collectors.groupingBy(
                                            job -> String.valueOf(job.retryOf()),
                                            Collectors.counting()));
            evidence.entries("poll")
                    .filter(Entry::good)
                    .forEach(entry -> seen.put(entry.text("job"), entry));
        }

        List<Finding> findings() {
            var made = new HashSet<String>();
            for (var bulk : evidence.tables().bulks()) {
                var job = rows.get(bulk.job());
                if (job == null) {
                    continue; // for those who look for lost jobs
                }
                if (!made.add(job.tenant() + " " + bulk.tag() + " " + bulk.action())) {
                    wrong(bulk, "was asked for once and made twice");
                }
                judge(bulk, job);
            }
            dryRuns();
            deletionsThatNobodyWanted();
            return findings;
        }

        private void judge(Tables.BulkRow bulk, Tables.JobRow job) {
            var tenant = job.tenant();
            if (!bulk.tenant().equals(tenant)) {
                findings.add(
                        new Finding(
                                Verdict.WRONG_TENANT,
                                bulk.job(),
                                "a bulk action of %s acts on jobs of '%s'"
                                        .formatted(tenant, bulk.tenant())));
            }
            if (!lots.asked(tenant, bulk.tag(), bulk.action())) {
                wrong(bulk, "nobody asked for it");
            }
            if (job.succeeded() && bulk.done() != bulk.total()) {
                wrong(bulk, "ended after %d of %d".formatted(bulk.done(), bulk.total()));
            }
            var members = lots.jobs(tenant, bulk.tag());
            switch (bulk.action()) {
                case "cancel" -> cancelled(bulk, job, members);
                case "retry" -> retried(bulk, job, members);
                case "delete" -> deleted(bulk, job, members);
                default -> wrong(bulk, "is of no kind");
            }
        }

        private void cancelled(Tables.BulkRow bulk, Tables.JobRow job, Set<String> members) {
            var fates = fates(members);
            if (fates.size() < members.size()) {
                return; // nobody saw how some of them ended before they were deleted
            }
            counted(bulk, fates.values().stream().filter(Fate::cancelled).count());
            if (!job.succeeded()) {
                return;
            }
            var since = bulk.createdBefore().plus(SLACK);
            var missed =
                    fates.values().stream()
                            .filter(fate -> !fate.cancelled())
                            .filter(fate -> endedAfter(fate.row(), since))
                            .count();
            if (missed > bulk.failed()) {
                wrong(
                        bulk,
                        "%d jobs went on, of which %d were counted as refused"
                                .formatted(missed, bulk.failed()));
            }
        }

        private static boolean endedAfter(Tables.@Nullable JobRow row, Instant since) {
            var end = row == null ? null : row.finishedAt();
            return end != null && end.isAfter(since);
        }

        private void retried(Tables.BulkRow bulk, Tables.JobRow job, Set<String> members) {
            if (lots.asked(job.tenant(), bulk.tag(), "delete")) {
                return; // with what was made of them
            }
            var fates = fates(members);
            counted(bulk, members.stream().mapToLong(id -> retries.getOrDefault(id, 0L)).sum());
            fates.forEach((id, fate) -> {
                var meant = Set.of("FAILED", "CANCELLED").contains(fate.state());
                var made = retries.getOrDefault(id, 0L);
                if (job.succeeded() && made != (meant ? 1 : 0)) {
                    wrong(
                            bulk,
                            "%s, which ended %s, was retried %d times"
                                    .formatted(id, fate.state(), made));
                }
            });
        }

        private void deleted(Tables.BulkRow bulk, Tables.JobRow job, Set<String> members) {
            var own = deletions.getOrDefault(bulk.job(), List.of());
            counted(bulk, own.size());
            var touched = new LinkedHashSet<String>();
            for (var deletion : own) {
                if (!touched.add(deletion.job())) {
                    wrong(bulk, deletion.job() + " was deleted twice");
                }
                if (!deletion.tenant().equals(job.tenant())
                        || lots.strange(deletion.job(), job.tenant(), bulk.tag())) {
                    wrong(bulk, deletion.job() + " was deleted and belongs elsewhere");
                }
            }
            for (var member : members) {
                if (job.succeeded() && !touched.contains(member)) {
                    wrong(bulk, member + " was to be deleted and was not");
                }
                var row = rows.get(member);
                if (touched.contains(member) && row != null && !row.deleted()) {
                    wrong(bulk, member + " was deleted and is there");
                }
            }
        }

        /// What an action says it has done is what is seen of it.
        private void counted(Tables.BulkRow bulk, long touched) {
            if (bulk.done() - bulk.failed() != touched) {
                wrong(
                        bulk,
                        "says it was done to %d jobs and refused for %d of them, and %d show it"
                                .formatted(bulk.done(), bulk.failed(), touched));
            }
        }

        private Map<String, Fate> fates(Collection<String> jobs) {
            var fates = new HashMap<String, Fate>();
            for (var id : jobs) {
                var row = rows.get(id);
                var entry = seen.get(id);
                if (row != null) {
                    fates.put(id, new Fate(row.state(), row.cancelRequested(), row));
                } else if (entry != null && Tables.ends(entry.text("state"))) {
                    fates.put(
                            id,
                            new Fate(
                                    entry.text("state").toUpperCase(Locale.ROOT),
                                    entry.fields().path("cancel_requested").asBoolean(false),
                                    null));
                }
            }
            return fates;
        }

        /// Where all have ended, what is counted is what is meant; while they run, fewer may be left.
        private void dryRuns() {
            var bulks =
                    evidence.tables().bulks().stream()
                            .filter(bulk -> rows.containsKey(bulk.job()))
                            .collect(
                                    Collectors.toMap(
                                            bulk -> key(tenant(bulk), bulk.tag(), bulk.action()),
                                            Function.identity(),
                                            (first, second) -> first));
            evidence.entries("dry-run")
                    .forEach(run -> {
                        var bulk =
                                bulks.get(
                                        key(
                                                run.text("tenant"),
                                                run.text("lot"),
                                                run.text("action")));
                        var matched = run.number("matched");
                        var runs = run.text("action").equals("cancel");
                        if (bulk != null
                                && (bulk.total() > matched || (!runs && bulk.total() < matched))) {
                            wrong(
                                    bulk,
                                    "a dry run matched %d jobs, the action %d"
                                            .formatted(matched, bulk.total()));
                        }
                    });
        }

        private String tenant(Tables.BulkRow bulk) {
            var job = rows.get(bulk.job());
            return job == null ? "" : job.tenant();
        }

        private static String key(String tenant, String lot, String action) {
            return tenant + " " + lot + " " + action;
        }

        private void deletionsThatNobodyWanted() {
            var alone =
                    evidence.entries("delete")
                            .filter(entry -> !entry.refused())
                            .map(entry -> entry.text("job"))
                            .collect(Collectors.toSet());
            for (var deletion : deletions.getOrDefault("", List.of())) {
                if (!alone.contains(deletion.job())) {
                    findings.add(
                            new Finding(
                                    Verdict.NOT_AS_ASKED,
                                    deletion.job(),
                                    "was deleted, and nobody asked for it"));
                }
            }
        }

        private void wrong(Tables.BulkRow bulk, String sentence) {
            findings.add(
                    new Finding(
                            Verdict.NOT_AS_ASKED,
                            bulk.job(),
                            "bulk %s of %s: %s".formatted(bulk.action(), bulk.tag(), sentence)));
        }
    }
}
