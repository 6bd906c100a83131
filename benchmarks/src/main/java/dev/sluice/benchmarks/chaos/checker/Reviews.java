package dev.sluice.benchmarks.chaos.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A job that asks a person runs on only after it was approved, never after it was rejected, and is with no
/// worker while it waits.
final class Reviews implements Judge {
    private static final String TAG = "ask-review";
    private static final String WAITING = "awaiting_review";
    private static final String ASKED = "asked";

    /// Whether it was submitted to be looked at.
    static boolean asks(Tables.JobRow job) {
        return job.tags().stream().anyMatch(tag -> tag.startsWith(TAG));
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var told = evidence.history().stream().filter(Reviews::aboutReviews).toList();
        for (var job : evidence.tables().jobs()) {
            if (asks(job)) {
                var attempts =
                        evidence.tables().attempts().stream()
                                .filter(attempt -> attempt.job().equals(job.id()))
                                .sorted(Comparator.comparingInt(Tables.AttemptRow::number))
                                .toList();
                var own =
                        told.stream().filter(entry -> entry.text("job").equals(job.id())).toList();
                ends(job, own, findings);
                attempts(job, attempts, own, findings);
            }
        }
        return findings;
    }

    private static boolean aboutReviews(Entry entry) {
        return entry.is("approve")
                || entry.is("reject")
                || (entry.is("poll") && entry.text("state").equals(WAITING));
    }

    private static void ends(Tables.JobRow job, List<Entry> told, List<Finding> findings) {
        if (job.succeeded() && asked(told, "approve").isEmpty()) {
            findings.add(wrong(job, "published, and nobody approved it"));
        }
        if (accepted(told, "reject") && !job.state().equals("CANCELLED")) {
            findings.add(wrong(job, "was rejected and ended " + job.state()));
        }
        if (accepted(told, "approve") && job.state().equals("EXPIRED")) {
            findings.add(wrong(job, "was approved and expired"));
        }
    }

    private static void attempts(
            Tables.JobRow job,
            List<Tables.AttemptRow> attempts,
            List<Entry> told,
            List<Finding> findings) {
        var approved = asked(told, "approve");
        var hasAsked = false;
        for (var attempt : attempts) {
            if (hasAsked
                    && approved.map(since -> attempt.startedAt().isBefore(since)).orElse(true)) {
                findings.add(
                        wrong(
                                job,
                                "attempt %d ran before anybody had approved"
                                        .formatted(attempt.number())));
            }
            hasAsked |= ASKED.equals(attempt.outcome());
        }
        if (job.succeeded() && !hasAsked) {
            findings.add(wrong(job, "published, and never asked"));
        }
        told.stream()
                .filter(entry -> entry.is("poll"))
                .forEach(seen -> whileWaiting(job, attempts, seen, findings));
    }

    /// Whoever is told that a job waits may know that no worker has it.
    private static void whileWaiting(
            Tables.JobRow job,
            List<Tables.AttemptRow> attempts,
            Entry seen,
            List<Finding> findings) {
        for (var attempt : attempts) {
            var end = attempt.finishedAt();
            if (attempt.number() == seen.number("attempt")
                    && (end == null || end.isAfter(seen.at()))) {
                findings.add(
                        wrong(
                                job,
                                "waited for a person while attempt %d was with its worker"
                                        .formatted(attempt.number())));
            }
        }
    }

    /// When it was said first, heard or not.
    private static Optional<Instant> asked(List<Entry> told, String verdict) {
        return told.stream()
                .filter(entry -> entry.is(verdict) && !entry.refused())
                .map(Entry::at)
                .min(Comparator.naturalOrder());
    }

    private static boolean accepted(List<Entry> told, String verdict) {
        return told.stream().anyMatch(entry -> entry.is(verdict) && entry.good());
    }

    private static Finding wrong(Tables.JobRow job, String sentence) {
        return new Finding(Verdict.NOT_AS_ASKED, job.id(), sentence);
    }
}
