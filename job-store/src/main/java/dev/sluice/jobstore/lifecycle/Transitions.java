package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.val;

import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Review;
import dev.sluice.model.message.JobReady;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.request.ExportRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// What workers and the sweeper do to jobs, by the arrows of [StoredState]. Where a method answers false,
/// its guard hit no row: somebody else moved the job, or asked to cancel it.
public final class Transitions {
    /// Attempts that may fail before the job does.
    public static final int MAX_FAILURES = 5;

    public static final Duration LEASE = Duration.ofSeconds(30);

    private final DSLContext db;
    private final Arrows arrows;
    private final Overdue overdue;
    private final Duration lease;
    private final ReentrantLock claimingSuspects = new ReentrantLock();

    public Transitions(DSLContext db, TransactionTemplate transaction, EventWriter events) {
        this(db, transaction, events, LEASE);
    }

    /// @param lease of the jobs that are claimed here; only tests want another than [#LEASE]
    public Transitions(
            DSLContext db, TransactionTemplate transaction, EventWriter events, Duration lease) {
        this.db = db;
        this.arrows = new Arrows(db, transaction, events);
        this.overdue = new Overdue(db, transaction, arrows);
        this.lease = lease;
    }

    /// [#MAX_FAILURES] where this was the last problem: fewer where it says itself when it may be over.
    public static int mostFailures(Problem problem) {
        return BackOff.most(problem);
    }

    /// How long an attempt that began here stays ours without being renewed.
    public Duration lease() {
        return lease;
    }

    /// `queued → running`. Empty when the wake-up call was late, doubled or overtaken by a cancel, or when
    /// both this job and one that the worker runs are suspected of killing workers: it then waits a little.
    public Optional<JobRecord> claim(JobReady call, String worker) {
        var job = new Queued(arrows, JOB.ID.eq(call.jobId()));
        var claimed = job.claimed(call, worker, lease);
        // most calls that find nothing were late or doubled
        return claimed.isEmpty() && job.isSuspect(call) ? claimApart(job, call, worker) : claimed;
    }

    private Optional<JobRecord> claimApart(Queued job, JobReady call, String worker) {
        // two lanes of a worker must not each begin a suspect without seeing the other's
        claimingSuspects.lock();
        try {
            var claimed = job.claimedApart(call, worker, lease);
            if (claimed.isEmpty()) {
                job.standsBack(call);
            }
            return claimed;
        } finally {
            claimingSuspects.unlock();
        }
    }

    /// `queued → running` of a bulk action, in a gateway. Empty when a cancel or the deadline came first.
    public Optional<JobRecord> begin(String jobId, String gateway) {
        return new Queued(arrows, JOB.ID.eq(jobId)).begun(gateway);
    }

    /// `running → succeeded` of a bulk action.
    public boolean succeed(String jobId, int attempt) {
        return running(jobId, attempt).succeeded().isPresent();
    }

    /// `running → succeeded` for a call.
    public boolean succeed(String jobId, int attempt, String resultJson) {
        return succeed(jobId, attempt, resultJson, 0);
    }

    /// `running → succeeded` for an analysis.
    ///
    /// @param tokens that it really took; 0 where nobody counted any
    public boolean succeed(String jobId, int attempt, String resultJson, long tokens) {
        return running(jobId, attempt).succeeded(resultJson, tokens).isPresent();
    }

    /// `running → succeeded` for an export: publishing and success are one commit.
    public boolean succeed(String jobId, int attempt, Manifest manifest) {
        return running(jobId, attempt).succeeded(manifest).isPresent();
    }

    /// `running → cancelled`, when a client asked for it.
    public boolean cancelled(String jobId, int attempt) {
        return running(jobId, attempt).cancelled().isPresent();
    }

    /// `running → failed`.
    public boolean failed(String jobId, int attempt, Problem problem) {
        return running(jobId, attempt).failed(problem).isPresent();
    }

    /// `running → queued` after a failure that another attempt may not meet again, with a pause that grows
    /// with `failuresBefore`.
    public boolean retryLater(String jobId, int attempt, int failuresBefore, Problem problem) {
        var pause = new BackOff(ThreadLocalRandom.current()).after(problem, failuresBefore);
        return running(jobId, attempt).failedForNow(problem, pause).isPresent();
    }

    /// `running → queued` because the worker is asked to stop; no failure is counted.
    public boolean giveBack(String jobId, int attempt) {
        return running(jobId, attempt).returned().isPresent();
    }

    /// `running → queued` on the export lane, with the SQL that a question became.
    ///
    /// @param cost what the export lane charges for it: rows
    public boolean handOver(
            String jobId, int attempt, String sql, ExportRequest request, long cost) {
        return running(jobId, attempt).handedOver(sql, request, cost).isPresent();
    }

    /// `running → awaiting_review`.
    ///
    /// @param patience how long a person may take
    public boolean awaitReview(
            String jobId,
            int attempt,
            String sql,
            String explanation,
            @Nullable Long estimatedRows,
            Duration patience) {
        var review = new Review(sql, explanation, estimatedRows, deadline(patience));
        return running(jobId, attempt).awaitsReview(review).isPresent();
    }

    /// `running → needs_input`.
    ///
    /// @param defaultOption id of the option that is taken when nobody answers; null to let the job expire
    /// @param patience how long a person may take
    public boolean needInput(
            String jobId,
            int attempt,
            String question,
            List<InputRequest.Option> options,
            @Nullable String defaultOption,
            Duration patience) {
        var request = new InputRequest(question, options, defaultOption, deadline(patience));
        return running(jobId, attempt).needsInput(request).isPresent();
    }

    private Instant deadline(Duration patience) {
        return db.select(fromNow(patience)).fetchSingle().value1();
    }

    private Running running(String jobId, int attempt) {
        return Running.attempt(arrows, jobId, attempt);
    }

    /// `running → queued`, `failed` or `cancelled` for a job whose lease ran out.
    ///
    /// @return whether the lease was still lost when the row was locked
    public boolean leaseLost(String jobId, int attempt) {
        return overdue.leaseLost(jobId, attempt);
    }

    /// `queued → expired` for jobs that nobody claimed in time.
    ///
    /// @return how many there were, at most `limit`
    public int expireUnclaimed(int limit) {
        return overdue.expireUnclaimed(limit);
    }

    /// `needs_input → queued` with the default option, or `needs_input` and `awaiting_review → expired`,
    /// for jobs whose person did not answer in time.
    ///
    /// @return how many there were, at most `limit`
    public int settleUnanswered(int limit) {
        return overdue.settleUnanswered(limit);
    }

    /// The fence: a worker's write counts only while the attempt it was made for runs.
    public static Condition ours(String jobId, int attempt) {
        return JOB.ID
                .eq(jobId)
                .and(JOB.ATTEMPT.eq(attempt))
                .and(JOB.STATE.eq(JobState.RUNNING.name()));
    }

    /// The fence of what only a result needs: a cancelled attempt writes no more of it.
    public static Condition oursAndWanted(String jobId, int attempt) {
        return ours(jobId, attempt).and(JOB.CANCEL_REQUESTED_AT.isNull());
    }

    /// A time by the database's clock.
    public static Field<Instant> fromNow(Duration ahead) {
        return DSL.field(
                "now() + make_interval(secs => {0})",
                JOB.LEASE_UNTIL.getDataType(), val(ahead.toMillis() / 1000.0));
    }
}
