package dev.sluice.jobstore.worker;

import dev.sluice.model.job.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Live workers, as they report themselves.
public interface Workers {
    List<Worker> live();

    /// @param slots slots per lane in all
    /// @param free slots per lane that are free
    record Worker(String id, Instant lastSeen, Map<Lane, Integer> slots, Map<Lane, Integer> free) {}
}
