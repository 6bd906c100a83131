package dev.sluice.jobstore.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Events as stored: per job by sequence number without gaps, per tenant by position.
public interface EventLog {
    /// @param sequence events after this one; 0 for all
    List<StoredEvent> after(String jobId, long sequence, int limit);

    /// The range of sequence numbers still kept; empty when the job has no events.
    Optional<Range> kept(String jobId);

    /// The newest sequence number of each of these jobs, for everybody who polls many at once; a job
    /// without events is left out.
    Map<String, Long> latest(Collection<String> jobIds);

    /// @param tenant null for all tenants
    List<StoredEvent> tenantAfter(@Nullable String tenant, long position, int limit);

    /// The position of the newest event that has one; 0 when there is none.
    long latestPosition();

    /// The position of the oldest event kept; 0 when there is none.
    long oldestPosition();

    /// Wakes `listener`, from any thread and perhaps for nothing, when a job has new events. Nudges come
    /// from Kafka; while Kafka is away nobody is woken, so poll as well.
    AutoCloseable onNudge(NudgeListener listener);

    interface NudgeListener {
        void nudged(String jobId, long sequence);
    }

    record Range(long first, long last) {}
}
