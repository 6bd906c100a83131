package dev.sluice.jobstore.event;

import java.time.Instant;

/// @param data one line of JSON that holds `job_id`, `sequence`, `at` and the type's fields
/// @param position in the tenant's stream; 0 until the sequencer has given one
public record StoredEvent(
        String jobId, long sequence, Instant at, String type, String data, long position) {}
