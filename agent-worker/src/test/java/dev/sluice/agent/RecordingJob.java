package dev.sluice.agent;

import dev.sluice.agent.model.CancelSwitch;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
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
import org.jspecify.annotations.Nullable;

/// An attempt without a job store: it writes down what the handler did.
final class RecordingJob implements RunningJob {
    final List<Stage> stages = new ArrayList<>();
    final List<String> thoughts = new ArrayList<>();
    final List<String> statements = new ArrayList<>();
    final List<String> stumbles = new ArrayList<>();
    final CancelSwitch cancel = new CancelSwitch();

    private final JobRequest request;
    private final SourceConnection source;
    private @Nullable AnalysisResult result;
    private @Nullable Object answer;
    private @Nullable String exportedSql;
    private @Nullable ExportRequest export;

    RecordingJob(JobRequest request, SourceConnection source) {
        this.request = request;
        this.source = source;
    }

    AnalysisResult result() {
        return Objects.requireNonNull(result, "the job did not end with a result");
    }

    Object answer() {
        return Objects.requireNonNull(answer, "the call was not answered");
    }

    String exportedSql() {
        return Objects.requireNonNull(exportedSql, "the job was not handed over");
    }

    ExportRequest export() {
        return Objects.requireNonNull(export, "the job was not handed over");
    }

    boolean ended() {
        return result != null || answer != null || export != null;
    }

    @Override
    public Job job() {
        return new Job(
                "job_1",
                JobType.ANALYSIS,
                JobState.RUNNING,
                null,
                1,
                0,
                Priority.NORMAL,
                "default",
                null,
                null,
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
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                Links.of("job_1", JobType.ANALYSIS, JobState.RUNNING));
    }

    @Override
    public JobRequest request() {
        return request;
    }

    @Override
    public String objectPrefix() {
        return "default/job_1/1/";
    }

    @Override
    public SourceConnection source() {
        return source;
    }

    @Override
    public void checkWanted() {
        if (requested()) {
            throw new CancellationException("cancelled by the test");
        }
    }

    @Override
    public boolean requested() {
        return cancel.requested();
    }

    @Override
    public AutoCloseable onRequest(Runnable abort) {
        return cancel.onRequest(abort);
    }

    @Override
    public void stage(Stage stage) {
        stages.add(stage);
    }

    @Override
    public void thought(String content) {
        thoughts.add(content);
    }

    @Override
    public void sql(String sql) {
        statements.add(sql);
    }

    @Override
    public void progress(Progress progress) {
        throw new AssertionError("an analysis counts no rows");
    }

    @Override
    public void stumbled(String message, String code) {
        stumbles.add(code);
    }

    @Override
    public List<FinishedPart> parts() {
        return List.of();
    }

    @Override
    public void partFinished(FinishedPart part) {
        throw new AssertionError("an analysis has no parts");
    }

    @Override
    public void forgetParts() {
        throw new AssertionError("an analysis has no parts");
    }

    @Override
    public Optional<ExportSnapshot> holdSnapshot(Duration patience) {
        throw new AssertionError("an analysis needs no held snapshot");
    }

    @Override
    public Optional<ExportSnapshot> heldSnapshot() {
        return Optional.empty();
    }

    @Override
    public void succeed(AnalysisResult ended) {
        requireFirst();
        result = ended;
    }

    @Override
    public void succeed(Manifest manifest) {
        throw new AssertionError("an analysis writes no files");
    }

    @Override
    public void answer(Object given) {
        requireFirst();
        answer = given;
    }

    @Override
    public void handOverToExport(String sql, ExportRequest wanted, long estimatedRows) {
        requireFirst();
        exportedSql = sql;
        export = wanted;
    }

    @Override
    public void askForReview(
            String sql, String explanation, @Nullable Long estimatedRows, Duration patience) {
        throw new AssertionError("nobody is asked yet");
    }

    @Override
    public void askFor(
            String question,
            List<InputRequest.Option> options,
            @Nullable String defaultOption,
            Duration patience) {
        throw new AssertionError("nobody is asked yet");
    }

    @Override
    public Optional<Resumption> resumption() {
        return Optional.empty();
    }

    private void requireFirst() {
        if (ended()) {
            throw new AssertionError("the job has ended already");
        }
    }
}
