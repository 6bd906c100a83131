package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;
import static org.jooq.impl.DSL.inline;

import java.time.Duration;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// When a worker counts as gone.
public final class WorkerSilence {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private WorkerSilence() {}

    /// Rows of `worker_slot` that were reported lately, by the database's clock.
    public static Condition alive() {
        return WORKER_SLOT.SEEN_AT.gt(
                DSL.field(
                        "now() - make_interval(secs => {0})",
                        WORKER_SLOT.SEEN_AT.getDataType(), inline(LONGEST.toSeconds())));
    }
}
