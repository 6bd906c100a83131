package dev.sluice.sources.reading;

import dev.sluice.model.export.ExportSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement's rows under one snapshot, cut into ranges that together hold each row once.
///
/// A plain scan of a table is cut by position into ranges of about 16 MiB; the last has no upper bound.
/// Anything else is one range. The scan holds locks that were taken before its snapshot until it is
/// closed.
public interface Scan extends AutoCloseable {
    /// Without the columns of [ScanRequest#orderedBy] that lead each row.
    List<ResultColumn> columns();

    /// The snapshot's time on the source.
    Instant asOf();

    /// The source's write-ahead log position at the snapshot; null where the role may not read it.
    @Nullable String asOfLsn();

    /// At least 1; range numbers count from 0.
    int ranges();

    /// Whether a range read again under the same snapshot gives the same rows in the same order: only
    /// so can an export go on where another attempt stopped.
    boolean repeatable();

    /// By which another session could read the same rows; null where nobody else can.
    @Nullable ExportSnapshot snapshot();

    /// A connection of its own under the scan's snapshot, for one thread.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `source_unreachable`, `source_failed`
    ScanReader reader();

    /// Asks the source, after all ranges have ended, whether locks and snapshot were held until now:
    /// only then are the ranges whole.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `source_failed` where they were not
    void confirm();

    /// Ends all readers from any thread; what they do then throws `cancelled` as a
    /// [java.util.concurrent.CancellationException].
    void cancel();

    @Override
    void close();
}
