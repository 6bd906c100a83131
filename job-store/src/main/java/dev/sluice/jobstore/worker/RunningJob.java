package dev.sluice.jobstore.worker;

import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Cancellation;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.Stage;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import dev.sluice.model.source.SourceConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One claimed attempt. Every write carries the attempt as its fence: when the lease was lost, methods
/// throw [LeaseLost] and the handler must stop and leave nothing behind. [EndUnknown] instead means that
/// the end, or a finished part, may have been committed: the handler must stop and leave everything as it
/// is. As a
/// [Cancellation] it also fires when the lease is lost or the process stops.
public interface RunningJob extends Cancellation {
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
    void handOverToExport(String sql, ExportRequest request);
}
