package dev.sluice.sources.reading;

import dev.sluice.model.export.ExportSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the rows of a statement are to be read.
///
/// @param format of the messages
/// @param rowLimit rows wanted at most, null for all; one more row is asked of the source so that the
///     caller can say whether there were more. A limited statement is read as one range
/// @param orderedBy names of result columns: the rows come ordered by them, as one range, each row led
///     by their values as text (CSV: quoted fields, unquoted and empty for NULL; binary: fields of text)
///     which are no part of [Scan#columns]; empty for none
/// @param sideBySide whether the caller would like several ranges; false for one
/// @param snapshot held by another session, to read by; null for one of the scan's own
public record ScanRequest(
        CopyFormat format,
        @Nullable Long rowLimit,
        List<String> orderedBy,
        boolean sideBySide,
        @Nullable ExportSnapshot snapshot) {
    public ScanRequest {
        orderedBy = List.copyOf(orderedBy);
    }

    /// Every row, in as many ranges as there can be.
    public static ScanRequest of(CopyFormat format) {
        return new ScanRequest(format, null, List.of(), true, null);
    }
}
