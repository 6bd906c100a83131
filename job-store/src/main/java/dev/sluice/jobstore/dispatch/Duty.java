package dev.sluice.jobstore.dispatch;

import java.time.Duration;

/// Work that one gateway does for all. Each bean of this type is a duty of the gateways.
public interface Duty {
    String name();

    /// How long to rest after a turn that found nothing to do.
    Duration pause();

    /// @param lease guards each write of this turn
    /// @param fence the lease's number at the start of the turn
    /// @return whether there may be more to do at once
    boolean turn(LeaderLease lease, long fence);

    /// Whether a change of any job is a reason for a turn at once.
    default boolean urgent() {
        return true;
    }

    /// Called instead of a turn while another process holds the lease: the database answers all the same.
    default void standBy() {}
}
