package dev.sluice.jobstore.snapshot;

import dev.sluice.model.export.ExportSnapshot;
import java.time.Duration;
import java.util.Optional;

/// What a keeper of snapshots, a process that outlives the workers' attempts, reads and writes. A keeper
/// is alive as long as it says so; its silence is measured by the database's clock. Every method throws
/// [StoreAway] while the job database does not answer.
public interface SnapshotKeeping {
    /// After this long without [#renew] nobody relies on a snapshot any more.
    Duration SILENCE = Duration.ofSeconds(15);

    /// Takes the oldest wish that no keeper has taken. Whoever takes it answers with [#held] or
    /// [#refuse].
    Optional<SnapshotWish> take();

    /// @return whether it is still wanted; if not, let it go
    boolean held(SnapshotWish wish, ExportSnapshot snapshot);

    /// Tells the worker that waits that there will be none, and why.
    void refuse(SnapshotWish wish, String why);

    /// Says that the session was heard of just now.
    ///
    /// @return whether it is still wanted: not when the job has ended or was removed, or wants another
    boolean renew(SnapshotWish wish);

    /// Says that the snapshot is gone.
    void release(SnapshotWish wish);
}
