package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Parquet from binary COPY, decoded into primitive arrays. A chunk is a row group.
///
/// Types are chosen by declaration: `numeric(p,s)` up to 38 digits is DECIMAL, a `numeric` without
/// precision is text, as every type without a Parquet type of its own. Where a value does not fit the
/// declaration (NaN in a DECIMAL, an array of two dimensions), the files are begun anew with that
/// column as text.
public final class ParquetFormat implements FileFormat {
    private final Compression compression;
    private final ExportOptions options;
    private final long rowGroupBytes;
    private final Set<Integer> asText;

    /// @param rowGroupBytes size of a row group, mostly compressed
    public ParquetFormat(Compression compression, ExportOptions options, long rowGroupBytes) {
        this(compression, options, rowGroupBytes, Set.of());
    }

    private ParquetFormat(
            Compression compression,
            ExportOptions options,
            long rowGroupBytes,
            Set<Integer> asText) {
        this.compression = compression;
        this.options = options;
        this.rowGroupBytes = rowGroupBytes;
        this.asText = Set.copyOf(asText);
    }

    @Override
    public CopyFormat copyFormat() {
        return new CopyFormat.Binary(
                (index, column) -> asText.contains(index) || ColumnPlan.needsText(column));
    }

    @Override
    public String extension() {
        return "parquet";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public List<Manifest.Column> columns(List<ResultColumn> described) {
        if (described.isEmpty()) {
            throw ProblemType.UNSUPPORTED.because(
                    "A Parquet file has at least one column, the statement has none; export it as"
                            + " csv.");
        }
        var plans = ColumnPlan.of(described, asText);
        requireBloomFilters(plans);
        var columns = new ArrayList<Manifest.Column>();
        for (int i = 0; i < plans.size(); i++) {
            var column = described.get(i);
            columns.add(new Manifest.Column(plans.get(i).name(), column.type(), column.nullable()));
        }
        return columns;
    }

    private void requireBloomFilters(List<ColumnPlan> plans) {
        for (var wanted : options.bloomFilters()) {
            var plan = plans.stream().filter(column -> column.name().equals(wanted)).findFirst();
            if (plan.isEmpty()) {
                throw ProblemType.UNKNOWN_COLUMN.because(
                        "bloom_filters names "
                                + wanted
                                + ", which is no column of the result; name one that is.");
            }
            if (!plan.get().mayHaveBloomFilter()) {
                throw ProblemType.UNSUPPORTED.because(
                        "A Bloom filter of the boolean column "
                                + wanted
                                + " would say nothing; leave it out of bloom_filters.");
            }
        }
    }

    @Override
    public long memoryPerEncoder() {
        // a row group with blocks that are not full, for it is in the file before the next begins;
        // a
        // batch's rows taken apart in arrays that may be twice as large as needed, and a page plain
        // and
        // compressed
        return rowGroupBytes
                + rowGroupBytes / 4
                + 4 * RowBatch.MOST_BYTES
                + DictionaryMemory.LIMIT
                + (long) options.bloomFilters().size() * 2 * BloomFilter.LARGEST_BYTES;
    }

    @Override
    public boolean encodesAside() {
        return false;
    }

    @Override
    public RowEncoder encoder(List<ResultColumn> columns, long chunkBytes) {
        return new RowGroupEncoder(
                ColumnPlan.of(columns, asText),
                Set.copyOf(options.bloomFilters()),
                PageCodec.of(compression, options.level()),
                Math.min(rowGroupBytes, chunkBytes),
                (column, what) -> withTextColumn(columns, column, what));
    }

    @Override
    public FileAssembly begin(List<ResultColumn> columns, OutputStream file) throws IOException {
        return new ParquetFile(file, ColumnPlan.of(columns, asText), PageCodec.name(compression));
    }

    private UnfitValue withTextColumn(List<ResultColumn> columns, int column, String what) {
        var more = new HashSet<>(asText);
        more.add(column);
        return new UnfitValue(
                "Column "
                        + columns.get(column).name()
                        + " holds "
                        + what
                        + "; it is written as text.",
                new ParquetFormat(compression, options, rowGroupBytes, more));
    }
}
