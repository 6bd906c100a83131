package dev.sluice.exports;

import dev.sluice.jobstore.worker.JobHandler;
import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Lane;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.objects.ObjectStore;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the jobs of the export lane. An attempt that does not publish leaves nothing in the store.
final class ExportHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ExportHandler.class);

    private final SourceRows sourceRows;
    private final ObjectStore objects;
    private final Encoders encoders;

    ExportHandler(SourceRows sourceRows, ObjectStore objects, Encoders encoders) {
        this.sourceRows = sourceRows;
        this.objects = objects;
        this.encoders = encoders;
    }

    @Override
    public Set<Lane> lanes() {
        return Set.of(Lane.EXPORT);
    }

    @Override
    public void run(RunningJob job) throws Exception {
        if (!(job.request() instanceof ExportRequest request)) {
            throw new IllegalStateException(
                    "the export lane holds a " + job.request().getClass().getSimpleName());
        }
        var sql = job.job().sql();
        if (sql == null) {
            throw ProblemType.QUESTION_NOT_ANSWERED.because(
                    "The question has not become SQL, so there is nothing to export; send the export"
                            + " again, with sql.");
        }
        try (var publication = new Publication(objects, job)) {
            var query = sourceRows.check(job, sql, request.options().rowLimit());
            var manifest =
                    new FileExport(job, request, query, publication).run(encoders.of(request));
            publication.publish(manifest);
        } catch (LeaseLost e) {
            throw e;
        } catch (Exception e) {
            throw job.requested() ? cancelled(e) : e;
        }
    }

    /// Whatever broke while the work was being stopped broke because of that.
    private static CancellationException cancelled(Exception cause) {
        if (cause instanceof CancellationException already) {
            return already;
        }
        if (!(cause instanceof ProblemException)) {
            LOG.debug("The export ended by its cancellation", cause);
        }
        var cancelled = new CancellationException("the export was cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }
}
