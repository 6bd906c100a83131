package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.ScanRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is exported and how.
///
/// @param prefix of the objects' keys, ends in a slash
/// @param rowLimit rows wanted at most; null for all
/// @param partitionBy result columns whose values part the rows into folders
/// @param readers side by side at most; a statement that cannot be cut has one
/// @param snapshot held by another session, to read by; null for one of the scan's own
/// @param earlier parts of earlier attempts, read by the same snapshot, which stay as they are
/// @param resumable whether another attempt may go on behind finished parts, where the source can repeat
///     its ranges
public record ExportPlan(
        SourceConnection source,
        GuardedSql sql,
        FileFormat format,
        String prefix,
        @Nullable Long rowLimit,
        List<String> partitionBy,
        Splitting splitting,
        int readers,
        @Nullable ExportSnapshot snapshot,
        List<FinishedPart> earlier,
        boolean resumable) {

    public ExportPlan {
        partitionBy = List.copyOf(partitionBy);
        earlier = List.copyOf(earlier);
    }

    /// All rows into one file as far as it holds them.
    ///
    /// @param readers side by side at most
    public static ExportPlan whole(
            SourceConnection source,
            GuardedSql sql,
            FileFormat format,
            String prefix,
            int readers) {
        return new ExportPlan(
                source,
                sql,
                format,
                prefix,
                null,
                List.of(),
                Splitting.NONE,
                readers,
                null,
                List.of(),
                false);
    }

    /// Another attempt would begin with the first format again, so it cannot go on behind these parts.
    ExportPlan anew(FileFormat instead) {
        return new ExportPlan(
                source,
                sql,
                instead,
                prefix,
                rowLimit,
                partitionBy,
                splitting,
                readers,
                snapshot,
                List.of(),
                false);
    }

    long mostRows() {
        return rowLimit == null ? Long.MAX_VALUE : rowLimit;
    }

    ScanRequest request() {
        return new ScanRequest(
                format.copyFormat(),
                rowLimit,
                partitionBy,
                // what is to be repeatable has to be cut, also for one reader
                readers > 1 || resumable || snapshot != null,
                snapshot);
    }
}
