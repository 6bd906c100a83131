package dev.sluice.standalone.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the files of an export are written; the server judges what fits together.
final class ExportFlags {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv (default), tsv, jsonl, parquet, arrow or xlsx.")
    private @Nullable String format;

    @Option(
            names = "--compression",
            paramLabel = "NAME",
            description =
                    "csv, tsv, jsonl: none (default), gzip, zstd. parquet: zstd (default), snappy, gzip,"
                            + " lz4, none. arrow: none (default), zstd, lz4.")
    private @Nullable String compression;

    @Option(names = "--level", paramLabel = "N", description = "gzip 1 to 9, zstd 1 to 22.")
    private @Nullable Integer level;

    @Option(
            names = "--file-name",
            paramLabel = "NAME",
            description = "Base name of the files in place of part-00000.")
    private @Nullable String fileName;

    @Option(
            names = "--row-limit",
            paramLabel = "N",
            description = "Rows at most. Without it: all rows.")
    private @Nullable Long rowLimit;

    @Option(
            names = "--rows-per-part",
            paramLabel = "N",
            description = "Begin another file after so many rows.")
    private @Nullable Long rowsPerPart;

    @Option(
            names = "--bytes-per-part",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Begin another file after so many stored bytes, such as 500MB or 64MiB.")
    private @Nullable Long bytesPerPart;

    @Option(
            names = "--partition-by",
            paramLabel = "COLUMN",
            split = ",",
            description = "Part the rows into folders by the values of these columns, by commas.")
    private List<String> partitionBy = List.of();

    @Option(
            names = "--early-parts",
            description = "Finished files of a split export can be fetched while it runs.")
    private boolean earlyParts;

    @Option(
            names = "--formula-guard",
            description =
                    "csv, tsv: an apostrophe before text that a spreadsheet would run as a formula.")
    private boolean formulaGuard;

    @Option(names = "--no-header", description = "csv, tsv: no line of column names.")
    private boolean noHeader;

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "csv: one character; \\t for a tab.")
    private @Nullable String delimiter;

    @Option(
            names = "--null-text",
            paramLabel = "TEXT",
            description = "csv, tsv: how NULL is written.")
    private @Nullable String nullText;

    @Option(names = "--quote-all", description = "csv, tsv: quote every value but NULL.")
    private boolean quoteAll;

    @Option(names = "--crlf", description = "csv, tsv: lines end with \\r\\n.")
    private boolean crlf;

    @Option(names = "--bom", description = "csv, tsv: begin with a byte order mark.")
    private boolean bom;

    @Option(
            names = "--many-sheets",
            description = "xlsx: go on in another sheet where one is full.")
    private boolean manySheets;

    @Option(
            names = "--bloom-filter",
            paramLabel = "COLUMN",
            split = ",",
            description = "parquet: columns that get a bloom filter, by commas.")
    private List<String> bloomFilters = List.of();

    void into(Map<String, Object> body) {
        put(body, "format", format);
        put(body, "compression", compression);
        var options = options();
        if (!options.isEmpty()) {
            body.put("options", options);
        }
    }

    /// Whether the rows were asked for in several files.
    boolean split() {
        return rowsPerPart != null || bytesPerPart != null || !partitionBy.isEmpty();
    }

    /// Whether CSV begins with a line of names.
    boolean header() {
        return !noHeader;
    }

    private Map<String, Object> options() {
        var options = new LinkedHashMap<String, Object>();
        put(options, "file_name", fileName);
        put(options, "row_limit", rowLimit);
        put(options, "level", level);
        put(options, "rows_per_part", rowsPerPart);
        put(options, "bytes_per_part", bytesPerPart);
        put(options, "partition_by", partitionBy.isEmpty() ? null : partitionBy);
        put(options, "early_parts", earlyParts ? true : null);
        put(options, "formula_guard", formulaGuard ? true : null);
        put(options, "header", noHeader ? false : null);
        put(options, "delimiter", "\\t".equals(delimiter) ? "\t" : delimiter);
        put(options, "null_text", nullText);
        put(options, "quote", quoteAll ? "all" : null);
        put(options, "line_ending", crlf ? "crlf" : null);
        put(options, "bom", bom ? true : null);
        put(options, "sheets", manySheets ? "many" : null);
        put(options, "bloom_filters", bloomFilters.isEmpty() ? null : bloomFilters);
        return options;
    }

    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
