package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.sources.reading.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all readers of a scan share.
///
/// @param exported null where no other session can read by this snapshot
/// @param meaning what the names of its tables stand for
/// @param columns of the statement
record ScanBasis(
        CopySnapshot snapshot,
        String meaning,
        @Nullable ExportSnapshot exported,
        List<ResultColumn> columns,
        RangePlan plan) {

    /// The same for one reader.
    ScanBasis whole() {
        return new ScanBasis(
                snapshot, meaning, exported, columns, RangePlan.whole(plan.sql(), true));
    }
}
