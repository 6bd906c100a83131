package dev.sluice.jobstore.worker;

import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Cancellation;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.Resumption;
import dev.sluice.model.job.Stage;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import dev.sluice.model.source.SourceConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One claimed attempt. Every write carries the attempt as its fence: when the lease was lost, methods
/// throw [LeaseLost] and the handler must stop and leave nothing behind. [EndUnknown] instead means that
/// the end, or a finished part, may have been committed: the handler must stop and leave everything as it
/// is. As a
/// [Cancellation] it also fires when the lease is lost or the process stops.
public interface RunningJob extends Cancellation {
    /// How long a person may take to look or to answer.
    Duration PATIENCE = Duration.ofDays(7);

    /// The job as it was when claimed.
    Job job();

    JobRequest request();

    /// Where this attempt's objects lie: `{tenant}/{job}/{attempt}/`.
    String objectPrefix();

    /// The job's source with its secret, read when asked.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `unknown_source` when it was removed meanwhile
    SourceConnection source();

    /// Throws [java.util.concurrent.CancellationException] if nobody wants the work any more.
    void checkWanted();

    void stage(Stage stage);

    /// A sentence for whoever watches; thoughts closer than 250 ms to the last one are left out.
    void thought(String content);

    /// SQL that is about to be tried; also becomes the job's `sql`.
    void sql(String sql);

    /// Kept in memory at once, written at most once a second.
    void progress(Progress progress);

    /// An error that the attempt goes on after, such as SQL that the database refused.
    void stumbled(String message, String code);

    /// What this and earlier attempts of the export have finished, by number. No earlier attempt adds to it
    /// any more.
    List<FinishedPart> parts();

    /// Records a part whose object is stored and whole: durable when this returns, also while the database
    /// is away for a moment. Its number must be free; its object may lie under any prefix of the job. From
    /// here no sweep removes the object while the export may succeed. May be called by several threads.
    ///
    /// @throws LeaseLost when another attempt may have begun: the part is not recorded and never will be
    /// @throws java.util.concurrent.CancellationException when somebody cancelled: the same
    /// @throws EndUnknown when the database stayed away
    void partFinished(FinishedPart part);

    /// Forgets all parts, because the export begins anew; their objects become orphans. Throws as
    /// [#partFinished].
    void forgetParts();

    /// Asks for a process that holds the source as it is now, beyond this attempt, and waits for it. What
    /// was held for this job before is let go. A held snapshot keeps the source's vacuum from removing
    /// any row that died after it: ask only for exports that can go on.
    ///
    /// @param patience how long to wait for somebody who answers
    /// @return empty when nobody did, or nobody could
    Optional<ExportSnapshot> holdSnapshot(Duration patience);

    /// What an attempt of this job asked to be held, while its keeper was heard of within 15 s.
    Optional<ExportSnapshot> heldSnapshot();

    /// Ends an analysis: result row, state, events in one transaction.
    void succeed(AnalysisResult result);

    /// Ends an export: manifest row, state, events in one transaction. Objects and the stored manifest
    /// must be complete before.
    void succeed(Manifest manifest);

    /// Answers a call.
    ///
    /// @param answer written as JSON
    void answer(Object answer);

    /// Turns an analysis into an export of this SQL, back through the queue on the export lane.
    ///
    /// @param estimatedRows what the planner expects; the tenant is charged for them at first
    void handOverToExport(String sql, ExportRequest request, long estimatedRows);

    /// Ends the attempt without a failure and lets a person look at SQL before it runs. No worker holds the
    /// job while the person thinks; approved, it goes on with a new attempt that finds it in
    /// [#resumption], and where nobody looks in time it expires. A call cannot ask.
    ///
    /// @param explanation in plain language
    /// @param estimatedRows the planner's; null where there is none
    /// @param patience how long the person may take, [#PATIENCE] where nothing speaks for another
    void askForReview(
            String sql, String explanation, @Nullable Long estimatedRows, Duration patience);

    /// Ends the attempt without a failure and asks a person what is meant; otherwise as [#askForReview].
    ///
    /// @param options to choose from; may be empty, a free text can always be answered
    /// @param defaultOption id of the option that is taken where nobody answers in time; null to let the
    ///     job expire then
    void askFor(
            String question,
            List<InputRequest.Option> options,
            @Nullable String defaultOption,
            Duration patience);

    /// What a person said last, or their silence chose. Every later attempt finds it, also after a lost
    /// lease or a hand-over.
    Optional<Resumption> resumption();
}
