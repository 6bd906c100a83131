/// Holds sources still for exports that may have to go on in another attempt.
///
/// An export that is written as several parts keeps what it has finished when its worker dies. The next
/// attempt may add the missing rows only if it sees the same rows: it reads by the same snapshot, which
/// lives as long as the session that exported it. The worker's own session dies with the worker, so a
/// gateway keeps one that does nothing else.
///
/// A held snapshot has a price. While it lives, vacuum removes no row of that database, in any table, that
/// was updated or deleted after it, since the snapshot still sees it: tables with many changes grow, and
/// index scans slow down. The locks that belong to it let the tables be read and written, and keep them
/// from being dropped, rewritten or truncated. So a snapshot is held only for exports that asked, ends
/// with its job, and never outlives `sluice.snapshots.longest`.
@NullMarked
package dev.sluice.gateway.snapshot;

import org.jspecify.annotations.NullMarked;
