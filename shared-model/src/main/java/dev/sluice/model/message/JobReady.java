package dev.sluice.model.message;

import dev.sluice.model.job.Lane;

/// A wake-up call on a lane: lost, doubled and late are all harmless.
///
/// @param dispatchNo grows each time the job enters the queue; a call with an old one claims nothing
public record JobReady(String jobId, Lane lane, int dispatchNo) {}
