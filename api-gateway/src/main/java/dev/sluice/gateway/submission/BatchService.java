package dev.sluice.gateway.submission;

import dev.sluice.gateway.problem.Problems;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.BatchSubmissions;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Accepts many submissions in one call, each with an outcome of its own.
final class BatchService {
    static final int MOST_JOBS = 100;

    /// A source has four connections for everything but exports; a batch leaves some to others.
    private static final int AT_ONCE = 2;

    /// What sources may take to judge a whole batch. What is left then is judged by workers.
    private static final Duration JUDGED_WITHIN = Duration.ofSeconds(8);

    private final SourceRegistry sources;
    private final SqlJudge judge;
    private final Submissions single;
    private final BatchSubmissions submissions;

    BatchService(
            SourceRegistry sources,
            SqlJudge judge,
            Submissions single,
            BatchSubmissions submissions) {
        this.sources = sources;
        this.judge = judge;
        this.single = single;
        this.submissions = submissions;
    }

    /// Each entry as its single submission would be judged; what is not at fault itself, such as a job
    /// database that is away, ends the call.
    List<Judged> judge(String tenant, List<JsonBody> entries) {
        var service =
                new SubmissionService(sources, new BatchPatience(judge, JUDGED_WITHIN), single);
        try (var threads =
                Executors.newFixedThreadPool(
                        AT_ONCE, Thread.ofVirtual().name("batch-", 0).factory())) {
            var verdicts =
                    threads.invokeAll(
                            entries.stream()
                                    .<Callable<Judged>>map(
                                            entry -> () -> judge(tenant, entry, service))
                                    .toList());
            var judged = new ArrayList<Judged>();
            for (var verdict : verdicts) {
                judged.add(outcome(verdict));
            }
            return judged;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.unavailable().toException();
        }
    }

    private static Judged judge(String tenant, JsonBody entry, SubmissionService service) {
        try {
            return new Fit(entry.read(BatchEntry::read).judge(tenant, service));
        } catch (ProblemException e) {
            return unfit(e);
        }
    }

    private static Judged outcome(Future<Judged> verdict) throws InterruptedException {
        try {
            return verdict.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : new IllegalStateException("An entry of a batch was not judged", e);
        }
    }

    /// Joins the caller's transaction.
    List<BatchItem> submit(List<Judged> judged) {
        var fit =
                judged.stream()
                        .filter(Fit.class::isInstance)
                        .map(verdict -> ((Fit) verdict).job())
                        .toList();
        var outcomes = submissions.submit(fit).iterator();
        return judged.stream()
                .map(verdict ->
                        switch (verdict) {
                            case Fit _ -> item(outcomes.next());
                            case Unfit unfit -> unfit.item();
                        })
                .toList();
    }

    private static BatchItem item(BatchSubmissions.Outcome outcome) {
        return switch (outcome) {
            case BatchSubmissions.Accepted accepted -> BatchItem.accepted(accepted.job());
            case BatchSubmissions.Refused refused -> unfit(refused.why()).item();
        };
    }

    private static Unfit unfit(RuntimeException why) {
        return new Unfit(BatchItem.refused(Problems.of(why)));
    }

    sealed interface Judged {}

    record Fit(NewJob job) implements Judged {}

    record Unfit(BatchItem item) implements Judged {}
}
