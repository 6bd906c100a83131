package dev.sluice.jobstore.snapshot;

/// The job database did not answer; what was to be written may have been.
public final class StoreAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreAway(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
