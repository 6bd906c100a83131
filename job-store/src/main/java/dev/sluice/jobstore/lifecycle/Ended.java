package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.job.JobState;

/// `succeeded`, `failed`, `cancelled` or `expired`: no arrow leaves it. A retry is another job.
record Ended(JobState state) implements StoredState {}
