package dev.sluice.jobstore.worker;

/// The database stayed away for so long that nobody here can say whether the attempt's end, or a part that
/// it finished, was committed. Nothing may be thrown away: if it was not, the sweeps will.
public final class EndUnknown extends RuntimeException {
    public EndUnknown(String jobId, int attempt, Throwable cause) {
        super("whether attempt " + attempt + " of " + jobId + " was written is unknown", cause);
    }
}
