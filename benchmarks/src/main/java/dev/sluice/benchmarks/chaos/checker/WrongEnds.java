package dev.sluice.benchmarks.chaos.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A job fails only by what faults can do to it, and is cancelled only where somebody may have asked for
/// it.
final class WrongEnds implements Judge {
    private static final String SENSELESS = "senseless analysis";
    private static final String NOT_ANSWERED = "question_not_answered";

    private static final Set<String> BY_FAULTS =
            Set.of(
                    "worker_lost",
                    "source_unreachable",
                    "source_failed",
                    "store_failed",
                    "timed_out",
                    "unavailable");

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var kinds = new HashMap<String, String>();
        var cancelled = new HashSet<String>();
        for (var entry : evidence.history()) {
            if (entry.is("submit") && entry.good()) {
                kinds.put(entry.text("job"), entry.text("kind"));
            } else if ((entry.is("cancel") || entry.is("reject")) && !entry.refused()) {
                cancelled.add(entry.text("job"));
            }
        }
        cancelled.addAll(Lots.of(evidence.history()).asked("cancel"));
        for (var job : evidence.tables().jobs()) {
            var kind = kinds.getOrDefault(job.id(), "");
            switch (job.state()) {
                case "FAILED" -> failed(job, kind, findings);
                case "SUCCEEDED" -> {
                    if (kind.equals(SENSELESS)) {
                        findings.add(wrong(job.id(), "found an answer to nonsense"));
                    }
                }
                case "CANCELLED" -> {
                    if (!cancelled.contains(job.id())) {
                        findings.add(wrong(job.id(), "was cancelled, and nobody asked for it"));
                    }
                }
                case "EXPIRED" -> {
                    if (!Reviews.asks(job)) {
                        findings.add(wrong(job.id(), "expired within its first day"));
                    }
                }
                default -> {}
            }
        }
        return findings;
    }

    private static void failed(Tables.JobRow job, String kind, List<Finding> findings) {
        var code = Objects.requireNonNullElse(job.error(), "no error");
        var explained =
                BY_FAULTS.contains(code) || (code.equals(NOT_ANSWERED) && !explicable(kind));
        if (!explained) {
            findings.add(
                    wrong(
                            job.id(),
                            "failed with %s, %s"
                                    .formatted(code, kind.isEmpty() ? "a retry" : kind)));
        }
    }

    /// Whether its question has an answer; a retry may be one of nonsense.
    private static boolean explicable(String kind) {
        return !kind.equals(SENSELESS) && !kind.isEmpty();
    }

    private static Finding wrong(String job, String sentence) {
        return new Finding(Verdict.WRONG_END, job, sentence);
    }
}
