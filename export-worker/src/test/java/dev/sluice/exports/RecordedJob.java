package dev.sluice.exports;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Ids;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Links;
import dev.sluice.model.job.Priority;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.Resumption;
import dev.sluice.model.job.Stage;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import dev.sluice.model.source.SourceConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A claimed attempt that writes down what is said to it.
final class RecordedJob implements RunningJob {
    final List<Stage> stages = new CopyOnWriteArrayList<>();
    final List<String> thoughts = new CopyOnWriteArrayList<>();
    final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final List<Runnable> aborts = new ArrayList<>();
    private final Job job;
    private final JobRequest request;
    private final Kept kept;
    private Consumer<FinishedPart> onPart = _ -> {};
    private @Nullable Object answer;
    private final SourceConnection source;
    private boolean requested;
    private @Nullable Manifest manifest;
    private Consumer<Stage> onStage = _ -> {};
    private @Nullable RuntimeException atTheEnd;

    RecordedJob(@Nullable String sql, JobRequest request, SourceConnection source) {
        this(Ids.next("job"), 1, sql, request, source, new Kept());
    }

    /// What outlives an attempt.
    private static final class Kept {
        private final List<FinishedPart> parts = new CopyOnWriteArrayList<>();
        private Supplier<@Nullable ExportSnapshot> keeper = () -> null;
        private @Nullable ExportSnapshot snapshot;
    }

    private RecordedJob(
            String id,
            int attempt,
            @Nullable String sql,
            JobRequest request,
            SourceConnection source,
            Kept kept) {
        this.kept = kept;
        this.request = request;
        this.source = source;
        this.job =
                new Job(
                        id,
                        JobType.EXPORT,
                        JobState.RUNNING,
                        null,
                        attempt,
                        attempt - 1,
                        Priority.NORMAL,
                        "default",
                        null,
                        sql,
                        source.name(),
                        null,
                        List.of(),
                        null,
                        false,
                        null,
                        null,
                        false,
                        null,
                        null,
                        Instant.now(),
                        Instant.now(),
                        null,
                        null,
                        null,
                        null,
                        Links.of(id, JobType.EXPORT, JobState.RUNNING));
    }

    /// The attempt after this one.
    RecordedJob next() {
        return new RecordedJob(job.id(), job.attempt() + 1, job.sql(), request, source, kept);
    }

    /// @param keeper asked for a snapshot that outlives the attempt
    RecordedJob keptBy(Supplier<@Nullable ExportSnapshot> keeper) {
        kept.keeper = keeper;
        return this;
    }

    /// Whoever holds the snapshot has gone.
    void loseSnapshot() {
        kept.snapshot = null;
    }

    RecordedJob onPart(Consumer<FinishedPart> then) {
        onPart = then;
        return this;
    }

    Object answer() {
        return Objects.requireNonNull(answer, "nothing was answered");
    }

    RecordedJob onStage(Consumer<Stage> then) {
        onStage = then;
        return this;
    }

    /// What the job store answers to the attempt's success.
    RecordedJob refusingSuccessWith(RuntimeException refusal) {
        atTheEnd = refusal;
        return this;
    }

    synchronized void cancel() {
        requested = true;
        aborts.forEach(Thread::startVirtualThread);
        aborts.clear();
    }

    Manifest manifest() {
        if (manifest == null) {
            throw new AssertionError("the job has not succeeded");
        }
        return manifest;
    }

    boolean succeeded() {
        return manifest != null;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public JobRequest request() {
        return request;
    }

    @Override
    public String objectPrefix() {
        return "default/" + job.id() + "/" + job.attempt() + "/";
    }

    @Override
    public SourceConnection source() {
        return source;
    }

    @Override
    public synchronized boolean requested() {
        return requested;
    }

    @Override
    public synchronized AutoCloseable onRequest(Runnable abort) {
        if (requested) {
            Thread.startVirtualThread(abort);
            return () -> {};
        }
        aborts.add(abort);
        return () -> withdraw(abort);
    }

    private synchronized void withdraw(Runnable abort) {
        aborts.remove(abort);
    }

    @Override
    public void checkWanted() {
        if (requested()) {
            throw new CancellationException("nobody wants it any more");
        }
    }

    @Override
    public void stage(Stage stage) {
        stages.add(stage);
        onStage.accept(stage);
    }

    @Override
    public void thought(String content) {
        thoughts.add(content);
    }

    @Override
    public void sql(String sql) {}

    @Override
    public void progress(Progress now) {
        progress.add(now);
    }

    @Override
    public void stumbled(String message, String code) {}

    @Override
    public List<FinishedPart> parts() {
        return List.copyOf(kept.parts);
    }

    @Override
    public void partFinished(FinishedPart part) {
        onPart.accept(part);
        kept.parts.add(part);
    }

    @Override
    public void forgetParts() {
        kept.parts.clear();
    }

    @Override
    public Optional<ExportSnapshot> holdSnapshot(Duration patience) {
        kept.snapshot = kept.keeper.get();
        return Optional.ofNullable(kept.snapshot);
    }

    @Override
    public Optional<ExportSnapshot> heldSnapshot() {
        return Optional.ofNullable(kept.snapshot);
    }

    @Override
    public void succeed(AnalysisResult result) {
        throw new AssertionError("an export does not end as an analysis");
    }

    @Override
    public void succeed(Manifest written) {
        if (atTheEnd != null) {
            throw atTheEnd;
        }
        manifest = written;
    }

    @Override
    public void answer(Object given) {
        answer = given;
    }

    @Override
    public void handOverToExport(String sql, ExportRequest handed, long estimatedRows) {
        throw new AssertionError("an export is not handed over");
    }

    @Override
    public void askForReview(
            String sql, String explanation, @Nullable Long estimatedRows, Duration patience) {
        throw new AssertionError("an export asks nobody");
    }

    @Override
    public void askFor(
            String question,
            List<InputRequest.Option> options,
            @Nullable String defaultOption,
            Duration patience) {
        throw new AssertionError("an export asks nobody");
    }

    @Override
    public Optional<Resumption> resumption() {
        return Optional.empty();
    }
}
