package dev.sluice.jobstore.event;

import java.time.Instant;

/// @param data one line of JSON that holds `job_id`, `sequence`, `at` and the type's fields; of a long one
///     the first [EventLog#PIECE] characters, and [EventLog#piece] has the rest
/// @param bytes of all data in UTF-8
/// @param position in the tenant's stream; 0 until the sequencer has given one
public record StoredEvent(
        String jobId,
        long sequence,
        Instant at,
        String type,
        String data,
        int bytes,
        long position) {

    /// Whether `data` is all of it.
    public boolean whole() {
        return bytes <= EventLog.PIECE;
    }
}
