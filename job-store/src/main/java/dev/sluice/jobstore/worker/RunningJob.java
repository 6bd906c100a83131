package dev.sluice.jobstore.worker;

import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Cancellation;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.Stage;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import dev.sluice.model.source.SourceConnection;

/// One claimed attempt. Every write carries the attempt as its fence: when the lease was lost, methods
/// throw [LeaseLost] and the handler must stop and leave nothing behind. [EndUnknown] instead means that
/// the end may have been committed: the handler must stop and leave everything as it is. As a
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
