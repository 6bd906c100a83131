package dev.sluice.jobstore.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Events as stored: per job by sequence number without gaps, per tenant by position.
///
/// Pages are bounded in bytes as well, so that a reader who stops half-way keeps little in memory: they end
/// at [#PAGE_BYTES], and of a long event they hold only the beginning.
public interface EventLog {
    /// Bytes of data in a page at most; an event counts with [#PIECE] at most.
    int PAGE_BYTES = 16 << 10;

    /// Characters of one event that are read at once.
    int PIECE = 8 << 10;

    /// @param sequence events after this one; 0 for all
    List<StoredEvent> after(String jobId, long sequence, int limit);

    /// More of an event that is not whole.
    ///
    /// @param from characters (code points) to skip
    /// @return at most [#PIECE] characters, fewer at the event's end; empty when the event was removed
    Optional<String> piece(String jobId, long sequence, int from);

    /// The range of sequence numbers still kept; empty when the job has no events.
    Optional<Range> kept(String jobId);

    /// The newest sequence number of each of these jobs, for everybody who polls many at once; a job
    /// without events, or that is gone, is left out.
    Map<String, Long> latest(Collection<String> jobIds);

    /// @param tenant null for all tenants
    List<StoredEvent> tenantAfter(@Nullable String tenant, long position, int limit);

    /// Whose streams have grown since a position. It may not see all of a great growth at once: ask again
    /// from the position that it names.
    Growth growth(long position);

    /// The position of the newest event that ever had one; 0 when there was none. It never goes back.
    long latestPosition();

    /// The position of the oldest event kept; one more than the latest when none is.
    long oldestPosition();

    /// Wakes `listener`, from any thread and perhaps for nothing, when a job has new events. Nudges come
    /// from Kafka; while Kafka is away nobody is woken, so poll as well.
    AutoCloseable onNudge(NudgeListener listener);

    interface NudgeListener {
        void nudged(String jobId, long sequence);
    }

    record Range(long first, long last) {}

    /// @param position of the newest event that was looked at
    record Growth(long position, Set<String> tenants) {}
}
