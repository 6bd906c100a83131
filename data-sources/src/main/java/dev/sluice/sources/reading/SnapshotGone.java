package dev.sluice.sources.reading;

/// The snapshot of [ScanRequest#snapshot] cannot be read by any more: the session that held it has
/// ended, the source was restarted, or a writer that waits for that session to end keeps others from its
/// tables. What was read by it stands, the rest cannot be read by it; all
/// rows can be read anew under a snapshot of their own.
///
/// Thrown by [dev.sluice.sources.DataSources#scan], [Scan#reader] and [Scan#confirm].
public final class SnapshotGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SnapshotGone(Throwable cause) {
        super("the snapshot that another session held is gone", cause);
    }
}
