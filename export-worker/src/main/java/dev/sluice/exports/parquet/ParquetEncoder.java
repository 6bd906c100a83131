package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.EncodeDifferently;
import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.encoding.FileEncoder;
import dev.sluice.exports.encoding.RowCount;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.RowsSoFar;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// One reader's rows into one Parquet file.
public final class ParquetEncoder implements FileEncoder {
    private final ParquetFormat format;

    /// @param rowGroupBytes size of a row group, mostly compressed
    public ParquetEncoder(Compression compression, long rowGroupBytes) {
        this(new ParquetFormat(compression, ExportOptions.DEFAULTS, rowGroupBytes));
    }

    private ParquetEncoder(ParquetFormat format) {
        this.format = format;
    }

    @Override
    public CopyFormat copyFormat() {
        return format.copyFormat();
    }

    @Override
    public String extension() {
        return format.extension();
    }

    @Override
    public String contentType() {
        return format.contentType();
    }

    @Override
    public List<Manifest.Column> columns(List<ResultColumn> described) {
        return format.columns(described);
    }

    @Override
    public RowCount encode(CopyReader reader, OutputStream out, long mostRows, RowsSoFar soFar)
            throws IOException, EncodeDifferently {
        try (var file = format.begin(reader.columns(), out);
                var encoder = format.encoder(reader.columns(), Long.MAX_VALUE)) {
            var rows = new BinaryRows(reader);
            long read = 0;
            while (rows.hasRow()) {
                int end = rows.rowEnd();
                if (read < mostRows) {
                    encoder.add(rows.message(), rows.position(), end);
                }
                rows.goOnAt(end);
                soFar.are(++read);
                if (encoder.full()) {
                    append(file, encoder);
                }
            }
            if (encoder.rows() > 0) {
                append(file, encoder);
            }
            file.finish();
            return new RowCount(read, Math.min(read, mostRows));
        } catch (UnfitValue e) {
            throw new EncodeDifferently(e.why(), new ParquetEncoder((ParquetFormat) e.instead()));
        }
    }

    private static void append(FileAssembly file, RowEncoder encoder)
            throws IOException, UnfitValue {
        file.append(encoder.take().encode());
    }
}
