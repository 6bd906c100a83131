package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.sources.reading.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all readers of a scan share.
///
/// @param exported null where no other session can read by this snapshot
/// @param columns of the statement
record ScanBasis(
        CopySnapshot snapshot,
        @Nullable ExportSnapshot exported,
        List<ResultColumn> columns,
        RangePlan plan) {}
