package dev.sluice.gateway.snapshot;

import dev.sluice.jobstore.snapshot.SnapshotWish;
import dev.sluice.sources.reading.HeldSnapshot;

/// Opens a session that holds what a wish names.
interface SnapshotOpening {
    /// @throws dev.sluice.model.problem.ProblemException where there will be none
    HeldSnapshot open(SnapshotWish wish);
}
