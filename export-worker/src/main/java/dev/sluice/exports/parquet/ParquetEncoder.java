package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.EncodeDifferently;
import dev.sluice.exports.encoding.FileEncoder;
import dev.sluice.exports.encoding.RowCount;
import dev.sluice.exports.encoding.RowsSoFar;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Parquet from binary COPY, decoded into primitive arrays and handed to Parquet's column writers.
///
/// Types are chosen by declaration: `numeric(p,s)` up to 38 digits is DECIMAL, a `numeric` without
/// precision is text, as every type without a Parquet type of its own. Where a value does not fit the
/// declaration (NaN in a DECIMAL, an array of two dimensions), the file is begun anew with that column
/// as text.
public final class ParquetEncoder implements FileEncoder {
    private final Compression compression;
    private final long rowGroupBytes;
    private final Set<Integer> asText;

    /// @param rowGroupBytes size of a row group in memory, mostly compressed; the file's memory need
    ///     is about twice that
    public ParquetEncoder(Compression compression, long rowGroupBytes) {
        this(compression, rowGroupBytes, Set.of());
    }

    private ParquetEncoder(Compression compression, long rowGroupBytes, Set<Integer> asText) {
        this.compression = compression;
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
        var columns = new ArrayList<Manifest.Column>();
        for (int i = 0; i < plans.size(); i++) {
            var column = described.get(i);
            columns.add(new Manifest.Column(plans.get(i).name(), column.type(), column.nullable()));
        }
        return columns;
    }

    @Override
    public RowCount encode(CopyReader reader, OutputStream out, long mostRows, RowsSoFar soFar)
            throws IOException, EncodeDifferently {
        var plans = ColumnPlan.of(reader.columns(), asText);
        var batch = new RowBatch(plans);
        try (var file =
                new ParquetFile(out, plans, PageCompressors.of(compression), rowGroupBytes)) {
            var rows = new BinaryRows(reader);
            long read = 0;
            while (rows.hasRow()) {
                rows.goOnAt(batch.add(rows.message(), rows.position()));
                soFar.are(++read);
                if (batch.full() || read == mostRows) {
                    file.write(batch);
                    batch.clear();
                }
                if (read == mostRows) {
                    read += drain(rows, batch, soFar, read);
                    break;
                }
            }
            if (batch.rows() > 0) {
                file.write(batch);
            }
            file.finish();
            return new RowCount(read, Math.min(read, mostRows));
        } catch (RowBatch.UnrepresentableColumn e) {
            throw withTextColumn(reader.columns(), e);
        }
    }

    /// Reads the rows beyond the limit, to know whether and how many there are.
    private static long drain(BinaryRows rows, RowBatch batch, RowsSoFar soFar, long before)
            throws RowBatch.UnrepresentableColumn {
        long left = 0;
        while (rows.hasRow()) {
            rows.goOnAt(batch.add(rows.message(), rows.position()));
            batch.clear();
            soFar.are(before + ++left);
        }
        return left;
    }

    private EncodeDifferently withTextColumn(
            List<ResultColumn> columns, RowBatch.UnrepresentableColumn problem) {
        var more = new HashSet<>(asText);
        more.add(problem.column());
        return new EncodeDifferently(
                "Column "
                        + columns.get(problem.column()).name()
                        + " holds "
                        + problem.getMessage()
                        + "; it is written as text.",
                new ParquetEncoder(compression, rowGroupBytes, more));
    }
}
