package dev.sluice.sources.reading;

import dev.sluice.model.problem.ProblemException;

/// A replica ended a statement, or the session, to go on with replaying what its primary wrote: rows that
/// the statement might have needed were removed there, or a table was locked. The cause of a
/// `source_failed` that another attempt meets again as long as the primary goes on so; the primary itself
/// has no such conflict.
public final class ReplicaConflict extends Exception {
    private static final long serialVersionUID = 1;

    public ReplicaConflict(Throwable cause) {
        super("the replica's recovery came first", cause);
    }

    /// Whether that is what the problem comes from.
    public static boolean caused(ProblemException e) {
        return e.getCause() instanceof ReplicaConflict;
    }
}
