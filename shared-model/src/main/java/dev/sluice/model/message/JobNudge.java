package dev.sluice.model.message;

/// Says that a job has events up to a sequence number; the events themselves come from PostgreSQL.
public record JobNudge(String jobId, long sequence) {
    public static final String TOPIC = "sluice.job-events";
}
