package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;

import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.event.Nudges;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.model.job.Lane;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ShareConsumerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// What every part of a worker needs, and the factory of its runtime.
public record WorkerTools(
        String worker,
        DSLContext db,
        TransactionTemplate transaction,
        EventWriter events,
        Nudges nudges,
        Transitions transitions,
        SourceRegistry sources,
        ShareConsumerFactory<String, String> consumers) {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerTools.class);

    /// @param slots jobs that run side by side, per lane
    public WorkerRuntime runtime(JobHandler handler, Map<Lane, Integer> slots) {
        return new WorkerRuntime(this, handler, slots);
    }

    /// Says at once, not after some silence, that this worker takes no more jobs.
    void forget() {
        try {
            db.deleteFrom(WORKER_SLOT).where(WORKER_SLOT.WORKER.eq(worker)).execute();
        } catch (DataAccessException e) {
            LOG.debug("The worker's slots were not withdrawn; they run out by themselves", e);
        }
    }
}
