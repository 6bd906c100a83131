package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;

/// Options that spread the rows over several files.
///
/// @param manySheets whether a workbook goes on in another sheet
record SplitFields(Fields options, ExportFormat format, boolean manySheets) {
    private static final int LONGEST_COLUMN = 63;
    private static final int MOST_PARTITION_COLUMNS = 8;
    private static final long SMALLEST_PART = 1L << 20;

    /// The largest object of S3.
    private static final long LARGEST_PART = 5L << 40;

    /// Rows of a sheet below the names of its columns.
    private static final long ROWS_PER_SHEET = 1_048_575;

    void into(ExportOptions.Builder builder) {
        var rows = options.whole("rows_per_part", 1, Long.MAX_VALUE - 1);
        if (rows != null && format == ExportFormat.XLSX && !manySheets && rows > ROWS_PER_SHEET) {
            options.wrong(
                    "rows_per_part",
                    "must be at most 1048575 for xlsx, which is what a sheet holds; or ask for"
                            + " sheets \"many\"");
        }
        var bytes = options.whole("bytes_per_part", SMALLEST_PART, LARGEST_PART);
        if (bytes != null && format == ExportFormat.XLSX) {
            options.wrong(
                    "bytes_per_part",
                    "is not for xlsx, which is compressed as a whole; split it by rows_per_part");
        }
        var columns = options.distinctTexts("partition_by", MOST_PARTITION_COLUMNS, LONGEST_COLUMN);
        var early = Boolean.TRUE.equals(options.flag("early_parts"));
        var split =
                options.has("rows_per_part") || options.has("bytes_per_part") || !columns.isEmpty();
        if (early && !split) {
            options.wrong(
                    "early_parts",
                    "needs rows_per_part, bytes_per_part or partition_by; the one file of an export"
                            + " in one piece is there only at the end");
        }
        builder.rowsPerPart(rows).bytesPerPart(bytes).partitionBy(columns).earlyParts(early);
    }
}
