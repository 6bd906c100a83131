package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.snapshot.SnapshotWishes;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.Json;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.Resumption;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import dev.sluice.model.source.SourceConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt that runs here. Every write carries the attempt as its fence.
final class ActiveJob implements RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveJob.class);

    /// Failures that another attempt may not meet. The others would fail the same way.
    private static final Set<String> WORTH_ANOTHER_ATTEMPT =
            Set.of(
                    ProblemType.SOURCE_UNREACHABLE.code(),
                    ProblemType.SOURCE_FAILED.code(),
                    ProblemType.STORE_FAILED.code(),
                    ProblemType.UNAVAILABLE.code(),
                    ProblemType.INTERNAL_ERROR.code());

    private final WorkerTools tools;
    private final JobRecord row;
    private final Job job;
    private final AbortSignal signal = new AbortSignal();
    private final FencedEvents events;
    private final DurableWrite durably;
    private final FencedParts parts;
    private final SnapshotWishes wishes;
    private volatile boolean ended;
    private volatile @Nullable JobState endedAs;

    ActiveJob(WorkerTools tools, JobRecord row) {
        this.tools = tools;
        this.row = row;
        this.job = JobRows.view(row);
        this.events = new FencedEvents(tools, row.getId(), row.getAttempt());
        this.durably =
                new DurableWrite(
                        tools.db(), row.getId(), row.getAttempt(), tools.transitions().lease());
        this.parts =
                new FencedParts(tools.db(), tools.transaction(), row.getId(), row.getAttempt());
        this.wishes = new SnapshotWishes(tools.db());
    }

    String id() {
        return job.id();
    }

    int attempt() {
        return job.attempt();
    }

    boolean ended() {
        return ended;
    }

    /// Null until then, and where it was lost or given back.
    @Nullable JobState endedAs() {
        return endedAs;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public JobRequest request() {
        return JobRows.request(row);
    }

    @Override
    public String objectPrefix() {
        return job.tenant() + "/" + job.id() + "/" + job.attempt() + "/";
    }

    @Override
    public SourceConnection source() {
        return tools.sources().resolve(job.tenant(), job.source()).connection();
    }

    @Override
    public boolean requested() {
        return signal.raised();
    }

    @Override
    public AutoCloseable onRequest(Runnable abort) {
        return signal.onRaise(abort);
    }

    @Override
    public void checkWanted() {
        if (signal.raised()) {
            throw new CancellationException("nobody wants " + id() + " any more");
        }
    }

    @Override
    public void stage(Stage stage) {
        requireOurs(events.stage(stage));
    }

    @Override
    public void thought(String content) {
        requireOurs(events.thought(content));
    }

    @Override
    public void sql(String sql) {
        requireOurs(events.sql(sql));
    }

    @Override
    public void progress(Progress progress) {
        requireOurs(events.progress(progress));
    }

    @Override
    public void stumbled(String message, String code) {
        requireOurs(events.stumbled(message, code));
    }

    private void requireOurs(boolean ours) {
        if (!ours) {
            throw lostNow();
        }
    }

    @Override
    public List<FinishedPart> parts() {
        return parts.all();
    }

    @Override
    public void partFinished(FinishedPart part) {
        requireFence(durably.write(() -> parts.record(part)));
    }

    @Override
    public void forgetParts() {
        requireFence(durably.write(parts::forget));
    }

    @Override
    public Optional<ExportSnapshot> holdSnapshot(Duration patience) {
        var wish = wishes.want(id(), attempt());
        requireFence(wish.isPresent());
        var snapshot = new SnapshotOfJob(wishes, id()).await(wish.getAsInt(), patience, this);
        checkWanted();
        return snapshot;
    }

    @Override
    public Optional<ExportSnapshot> heldSnapshot() {
        return wishes.held(id());
    }

    private void requireFence(boolean written) {
        if (written) {
            return;
        }
        if (durably.write(this::cancelAskedFor)) {
            signal.raise();
            throw new CancellationException(id() + " was cancelled");
        }
        throw lostNow();
    }

    private boolean cancelAskedFor() {
        return tools.db()
                .fetchExists(
                        JOB,
                        Transitions.ours(id(), attempt()),
                        JOB.CANCEL_REQUESTED_AT.isNotNull());
    }

    @Override
    public void succeed(AnalysisResult result) {
        var json = Json.write(result);
        var tokens = result.usage().inputTokens() + result.usage().outputTokens();
        end(JobState.SUCCEEDED, () -> tools.transitions().succeed(id(), attempt(), json, tokens));
    }

    @Override
    public void succeed(Manifest manifest) {
        end(JobState.SUCCEEDED, () -> tools.transitions().succeed(id(), attempt(), manifest));
    }

    @Override
    public void answer(Object answer) {
        var json = Json.write(answer);
        end(JobState.SUCCEEDED, () -> tools.transitions().succeed(id(), attempt(), json));
    }

    @Override
    public void handOverToExport(String sql, ExportRequest request, long estimatedRows) {
        end(
                JobState.QUEUED,
                () -> tools.transitions().handOver(id(), attempt(), sql, request, estimatedRows));
    }

    @Override
    public void askForReview(
            String sql, String explanation, @Nullable Long estimatedRows, Duration patience) {
        requireSomebodyToAsk();
        end(
                JobState.AWAITING_REVIEW,
                () ->
                        tools.transitions()
                                .awaitReview(
                                        id(),
                                        attempt(),
                                        sql,
                                        explanation,
                                        estimatedRows,
                                        patience));
    }

    @Override
    public void askFor(
            String question,
            List<InputRequest.Option> options,
            @Nullable String defaultOption,
            Duration patience) {
        requireSomebodyToAsk();
        if (defaultOption != null
                && options.stream().noneMatch(option -> option.id().equals(defaultOption))) {
            throw new IllegalArgumentException(defaultOption + " is none of the options");
        }
        end(
                JobState.NEEDS_INPUT,
                () ->
                        tools.transitions()
                                .needInput(
                                        id(),
                                        attempt(),
                                        question,
                                        options,
                                        defaultOption,
                                        patience));
    }

    /// Whoever waits for a call waits for seconds.
    private void requireSomebodyToAsk() {
        if (isCall()) {
            throw new IllegalStateException("a call asks nobody");
        }
    }

    @Override
    public Optional<Resumption> resumption() {
        return Optional.ofNullable(row.getResumption())
                .map(word -> Json.read(word.data(), Resumption.class));
    }

    /// @param moved the guarded UPDATE; it hits nothing after a cancel request or a lost lease
    private void end(JobState state, BooleanSupplier moved) {
        if (reach(state, moved)) {
            return;
        }
        if (reachCancelled()) {
            throw new CancellationException(id() + " was cancelled");
        }
        throw lostNow();
    }

    private boolean reachCancelled() {
        return reach(JobState.CANCELLED, () -> tools.transitions().cancelled(id(), attempt()));
    }

    private boolean reach(JobState state, BooleanSupplier moved) {
        if (!durably.reach(state, moved)) {
            return false;
        }
        endedAs = state;
        ended = true;
        return true;
    }

    /// The handler stopped because it was told to.
    void stopped() {
        if (over()) {
            return;
        }
        if (reachCancelled()) {
            return;
        }
        fail(Problem.of(ProblemType.INTERNAL_ERROR, "The worker stopped before the end."));
    }

    void fail(Problem problem) {
        if (over()) {
            return;
        }
        if (signal.raised() && reachCancelled()) {
            return;
        }
        var again =
                WORTH_ANOTHER_ATTEMPT.contains(problem.code())
                        && problem.retryable()
                        && row.getFailures() + 1 < Transitions.mostFailures(problem)
                        && !isCall();
        var moved = again ? retryLater(problem) : failNow(problem);
        if (!moved && !reachCancelled()) {
            throw lostNow();
        }
    }

    /// @throws LeaseLost when that is why it is over, whoever noticed first
    private boolean over() {
        if (ended && endedAs == null) {
            throw new LeaseLost(id(), attempt());
        }
        return ended;
    }

    private boolean retryLater(Problem problem) {
        return reach(
                JobState.QUEUED,
                () -> tools.transitions().retryLater(id(), attempt(), row.getFailures(), problem));
    }

    private boolean failNow(Problem problem) {
        return reach(JobState.FAILED, () -> tools.transitions().failed(id(), attempt(), problem));
    }

    /// Whoever calls is waiting, and would rather hear at once what is wrong.
    private boolean isCall() {
        return JobType.valueOf(row.getType()) == JobType.CALL;
    }

    void cancelRequested() {
        signal.raise();
    }

    void lost() {
        signal.raise();
    }

    /// Back to the queue, because this process stops. What the handler still does finds its fence gone.
    void giveBack() {
        if (ended) {
            return;
        }
        try {
            tools.transitions().giveBack(id(), attempt());
        } catch (DataAccessException e) {
            LOG.warn("{} could not be given back; its lease runs out: {}", id(), e.getMessage());
        }
        signal.raise();
    }

    private LeaseLost lostNow() {
        ended = true;
        signal.raise();
        return new LeaseLost(id(), attempt());
    }
}
