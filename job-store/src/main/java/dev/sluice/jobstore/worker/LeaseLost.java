package dev.sluice.jobstore.worker;

/// This attempt is no longer ours: throw everything away.
public final class LeaseLost extends RuntimeException {
    public LeaseLost(String jobId, int attempt) {
        super("attempt " + attempt + " of " + jobId + " is no longer ours");
    }
}
