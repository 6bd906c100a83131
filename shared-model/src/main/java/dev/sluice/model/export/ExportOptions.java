package dev.sluice.model.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the files of an export are to be written. Checked by the gateway: what a format does not know
/// stands at its default here.
///
/// @param fileName base name without extension, already made safe; null for `part-00000`
/// @param rowLimit null for all rows
/// @param header whether CSV and TSV begin with the names of the columns, in every part
/// @param delimiter of CSV, one ASCII character; null for the format's own
/// @param nullText how CSV and TSV write NULL
/// @param quoteAll whether CSV and TSV quote every value that is not NULL
/// @param crlf whether lines of CSV and TSV end with `\r\n`
/// @param bom whether CSV and TSV begin with a byte order mark
/// @param level of the compression, in its own scale; null for the fastest that pays
/// @param formulaGuard whether text cells that a spreadsheet would run get an apostrophe
/// @param rowsPerPart rows that a file holds at most; null for no limit
/// @param bytesPerPart stored bytes that a file holds at most, unless one chunk is larger; null for no
///     limit
/// @param partitionBy columns of the result whose values part the rows into folders
/// @param earlyParts whether finished files may be fetched while the export runs
/// @param manySheets whether XLSX goes on in another sheet where one is full; else it is refused
/// @param bloomFilters columns that get a bloom filter in Parquet
public record ExportOptions(
        @Nullable String fileName,
        @Nullable Long rowLimit,
        boolean header,
        @Nullable String delimiter,
        String nullText,
        boolean quoteAll,
        boolean crlf,
        boolean bom,
        @Nullable Integer level,
        boolean formulaGuard,
        @Nullable Long rowsPerPart,
        @Nullable Long bytesPerPart,
        List<String> partitionBy,
        boolean earlyParts,
        boolean manySheets,
        List<String> bloomFilters) {
    public static final ExportOptions DEFAULTS = new Builder().build();

    public ExportOptions {
        partitionBy = List.copyOf(partitionBy);
        bloomFilters = List.copyOf(bloomFilters);
    }

    /// Whether the rows go into several files by request.
    public boolean split() {
        return rowsPerPart != null || bytesPerPart != null || !partitionBy.isEmpty();
    }

    public static Builder with() {
        return new Builder();
    }

    /// Begins at the defaults.
    public static final class Builder {
        private @Nullable String fileName;
        private @Nullable Long rowLimit;
        private boolean header = true;
        private @Nullable String delimiter;
        private String nullText = "";
        private boolean quoteAll;
        private boolean crlf;
        private boolean bom;
        private @Nullable Integer level;
        private boolean formulaGuard;
        private @Nullable Long rowsPerPart;
        private @Nullable Long bytesPerPart;
        private List<String> partitionBy = List.of();
        private boolean earlyParts;
        private boolean manySheets;
        private List<String> bloomFilters = List.of();

        private Builder() {}

        public Builder fileName(@Nullable String name) {
            fileName = name;
            return this;
        }

        public Builder rowLimit(@Nullable Long rows) {
            rowLimit = rows;
            return this;
        }

        public Builder header(boolean wanted) {
            header = wanted;
            return this;
        }

        public Builder delimiter(@Nullable String character) {
            delimiter = character;
            return this;
        }

        public Builder nullText(String text) {
            nullText = text;
            return this;
        }

        public Builder quoteAll(boolean wanted) {
            quoteAll = wanted;
            return this;
        }

        public Builder crlf(boolean wanted) {
            crlf = wanted;
            return this;
        }

        public Builder bom(boolean wanted) {
            bom = wanted;
            return this;
        }

        public Builder level(@Nullable Integer wanted) {
            level = wanted;
            return this;
        }

        public Builder formulaGuard(boolean wanted) {
            formulaGuard = wanted;
            return this;
        }

        public Builder rowsPerPart(@Nullable Long rows) {
            rowsPerPart = rows;
            return this;
        }

        public Builder bytesPerPart(@Nullable Long bytes) {
            bytesPerPart = bytes;
            return this;
        }

        public Builder partitionBy(List<String> columns) {
            partitionBy = columns;
            return this;
        }

        public Builder earlyParts(boolean wanted) {
            earlyParts = wanted;
            return this;
        }

        public Builder manySheets(boolean wanted) {
            manySheets = wanted;
            return this;
        }

        public Builder bloomFilters(List<String> columns) {
            bloomFilters = columns;
            return this;
        }

        public ExportOptions build() {
            return new ExportOptions(
                    fileName,
                    rowLimit,
                    header,
                    delimiter,
                    nullText,
                    quoteAll,
                    crlf,
                    bom,
                    level,
                    formulaGuard,
                    rowsPerPart,
                    bytesPerPart,
                    partitionBy,
                    earlyParts,
                    manySheets,
                    bloomFilters);
        }
    }
}
