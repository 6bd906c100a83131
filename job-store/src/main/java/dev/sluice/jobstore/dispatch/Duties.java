package dev.sluice.jobstore.dispatch;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.Nudges;
import dev.sluice.jobstore.lifecycle.Transitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// The duties of a gateway, put together.
public final class Duties {
    private Duties() {}

    /// @param holder this process's name in the leases
    /// @param more duties of other features
    public static Coordinator coordinator(
            DSLContext db,
            TransactionTemplate transaction,
            Transitions transitions,
            Nudges nudges,
            EventLog events,
            Producer<String, String> kafka,
            DispatchSettings settings,
            String holder,
            Collection<Duty> more) {
        var duties =
                new ArrayList<Duty>(
                        List.of(
                                new Dispatcher(db, transaction, kafka, settings),
                                new Sweeper(db, transitions),
                                new Sequencer(db, transaction)));
        duties.addAll(more);
        return new Coordinator(db, holder, duties, nudges, events);
    }
}
