package dev.sluice.exports.arrow;

import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
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
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An Arrow IPC stream from binary COPY.
///
/// Types are chosen by declaration, as for Parquet: `numeric(p,s)` up to 76 digits is a decimal, a
/// `numeric` without precision is text, as every type without an Arrow type of its own. Where a value
/// does not fit the declaration (NaN in a decimal, an array of two dimensions), all begins anew with
/// that column as text.
public final class ArrowFormat implements FileFormat {
    static final int MOST_ROWS = 65_536;

    private static final long BATCH_BYTES = 2L << 20;
    private static final long SMALLEST_BATCH = 64 * 1024;
    private static final int HIGHEST_LEVEL = 22;
    private static final int SLOW_LEVEL = 3;

    private final Compression compression;
    private final int level;
    private final Set<Integer> asText;

    /// @param compression of the buffers: none, zstd, or lz4 (frames)
    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    public ArrowFormat(Compression compression, ExportOptions options) {
        this(compression, level(compression, options.level()), Set.of());
    }

    private ArrowFormat(Compression compression, int level, Set<Integer> asText) {
        this.compression = compression;
        this.level = level;
        this.asText = Set.copyOf(asText);
    }

    private static int level(Compression compression, @Nullable Integer level) {
        if (!ExportFormat.ARROW.compressions().contains(compression)) {
            throw ProblemType.UNSUPPORTED.because(
                    "Arrow is written with compression none, zstd or lz4, not %s."
                            .formatted(compression.name().toLowerCase(Locale.ROOT)));
        }
        if (level == null) {
            return 1;
        }
        if (compression != Compression.ZSTD || level < 1 || level > HIGHEST_LEVEL) {
            throw ProblemType.UNSUPPORTED.because(
                    "Of Arrow's compressions only zstd has a level, 1 to 22.");
        }
        return level;
    }

    ArrowFormat withTextColumn(int column) {
        var more = new HashSet<>(asText);
        more.add(column);
        return new ArrowFormat(compression, level, more);
    }

    Compression compression() {
        return compression;
    }

    @Nullable BufferCompressor compressor() {
        return BufferCompressor.of(compression, level);
    }

    @Override
    public CopyFormat copyFormat() {
        return new CopyFormat.Binary(
                (index, column) -> asText.contains(index) || ArrowColumn.needsText(column));
    }

    @Override
    public String extension() {
        return "arrow";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.arrow.stream";
    }

    @Override
    public List<Manifest.Column> columns(List<ResultColumn> described) {
        var plans = ArrowColumn.of(described, asText);
        var columns = new ArrayList<Manifest.Column>();
        for (int i = 0; i < plans.size(); i++) {
            var column = described.get(i);
            columns.add(new Manifest.Column(plans.get(i).name(), column.type(), column.nullable()));
        }
        return columns;
    }

    /// A batch that is filled and two under way, each as vectors and as a message, with room to grow.
    @Override
    public long memoryPerEncoder() {
        return 3 * 3 * BATCH_BYTES;
    }

    @Override
    public boolean encodesAside() {
        return compression == Compression.ZSTD && level >= SLOW_LEVEL;
    }

    @Override
    public RowEncoder encoder(List<ResultColumn> columns, long chunkBytes) {
        return new ArrowRows(
                this,
                ArrowColumn.of(columns, asText),
                Math.clamp(chunkBytes, SMALLEST_BATCH, BATCH_BYTES));
    }

    @Override
    public FileAssembly begin(List<ResultColumn> columns, OutputStream file) throws IOException {
        file.write(Messages.schema(ArrowColumn.of(columns, asText)));
        return new ArrowStream(file);
    }
}
