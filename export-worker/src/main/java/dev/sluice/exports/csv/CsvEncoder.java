package dev.sluice.exports.csv;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.encoding.Conveyor;
import dev.sluice.exports.encoding.FileEncoder;
import dev.sluice.exports.encoding.RowCount;
import dev.sluice.exports.encoding.RowsSoFar;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Passes on, byte for byte, the CSV that PostgreSQL writes; compresses it on another thread.
///
/// PostgreSQL sends one CopyData message for the header and one per row, whatever line breaks a value
/// holds, so rows are counted without looking into them.
public final class CsvEncoder implements FileEncoder {
    private final Compression compression;

    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    public CsvEncoder(Compression compression) {
        if (!ExportFormat.CSV.compressions().contains(compression)) {
            throw ProblemType.UNSUPPORTED.because(
                    "CSV is written with compression none, gzip or zstd, not snappy.");
        }
        this.compression = compression;
    }

    @Override
    public CopyFormat copyFormat() {
        return CopyFormat.Csv.DEFAULT;
    }

    @Override
    public String extension() {
        return switch (compression) {
            case GZIP -> "csv.gz";
            case ZSTD -> "csv.zst";
            case NONE, SNAPPY, LZ4 -> "csv";
        };
    }

    @Override
    public String contentType() {
        return switch (compression) {
            case GZIP -> "application/gzip";
            case ZSTD -> "application/zstd";
            case NONE, SNAPPY, LZ4 -> "text/csv; charset=utf-8";
        };
    }

    @Override
    public List<Manifest.Column> columns(List<ResultColumn> described) {
        return described.stream()
                .map(c -> new Manifest.Column(c.name(), c.type(), c.nullable()))
                .toList();
    }

    @Override
    public RowCount encode(CopyReader rows, OutputStream file, long mostRows, RowsSoFar soFar)
            throws IOException {
        if (compression == Compression.NONE) {
            return pass(rows, file, mostRows, soFar);
        }
        try (var compressor = compressor(file);
                var conveyor = new Conveyor(compressor, "csv-compressor")) {
            var count = pass(rows, conveyor, mostRows, soFar);
            conveyor.finish();
            return count;
        }
    }

    private static RowCount pass(CopyReader rows, OutputStream out, long mostRows, RowsSoFar soFar)
            throws IOException {
        var header = rows.next();
        if (header == null) {
            throw BrokenStream.because("ended before its header");
        }
        out.write(header);
        long read = 0;
        for (var row = rows.next(); row != null; row = rows.next()) {
            if (read < mostRows) {
                out.write(row);
            }
            soFar.are(++read);
        }
        return new RowCount(read, Math.min(read, mostRows));
    }

    /// Fast levels: a backend writes CSV at about 110 MB/s, which gzip keeps up with only at level 1.
    private OutputStream compressor(OutputStream file) throws IOException {
        return switch (compression) {
            case GZIP -> new FastGzipStream(new OpenStream(file));
            case ZSTD ->
                    new ZstdOutputStreamNoFinalizer(
                            new OpenStream(file), RecyclingBufferPool.INSTANCE, 1);
            case NONE, SNAPPY, LZ4 ->
                    throw new IllegalStateException("not compressed: " + compression);
        };
    }
}
