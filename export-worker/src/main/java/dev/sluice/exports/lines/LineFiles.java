package dev.sluice.exports.lines;

import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.model.export.Compression;
import dev.sluice.model.problem.ProblemType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How files of lines are compressed: in pieces of about 1 MiB that are whole gzip members or zstd
/// frames, so that several readers can work for one file.
public final class LineFiles {
    private static final int FASTEST = 1;

    /// From here on zstd is slower than half a core's share of a COPY (MB/s, level: 307, 1; 195, 3).
    private static final int SLOW_ZSTD = 3;

    private static final int PIECE = 1024 * 1024;

    /// Copied in and out again while it is still in the processor's cache.
    private static final int UNCOMPRESSED_PIECE = 256 * 1024;

    private static final int SMALLEST_PIECE = 16 * 1024;

    private final Compression compression;
    private final int level;

    /// @param level gzip 1–9, zstd 1–22; null for 1
    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    public LineFiles(String format, Compression compression, @Nullable Integer level) {
        int highest =
                switch (compression) {
                    case NONE -> 0;
                    case GZIP -> 9;
                    case ZSTD -> 22;
                    case SNAPPY, LZ4 ->
                            throw ProblemType.UNSUPPORTED.because(
                                    format
                                            + " is written with compression none, gzip or zstd, not "
                                            + compression.name().toLowerCase(Locale.ROOT)
                                            + ".");
                };
        if (level != null && (level < 1 || level > highest)) {
            throw ProblemType.UNSUPPORTED.because(
                    highest == 0
                            ? "Without a compression there is no level: leave `level` out."
                            : "The level of %s is 1 to %d."
                                    .formatted(
                                            compression.name().toLowerCase(Locale.ROOT), highest));
        }
        this.compression = compression;
        this.level = level == null ? FASTEST : level;
    }

    /// @param plain such as `csv`
    public String extension(String plain) {
        return switch (compression) {
            case GZIP -> plain + ".gz";
            case ZSTD -> plain + ".zst";
            case NONE, SNAPPY, LZ4 -> plain;
        };
    }

    /// @param plain of the lines themselves
    public String contentType(String plain) {
        return switch (compression) {
            case GZIP -> "application/gzip";
            case ZSTD -> "application/zstd";
            case NONE, SNAPPY, LZ4 -> plain;
        };
    }

    /// A backend writes CSV at about 110 MB/s; gzip does no more at its fastest, zstd three times that.
    public boolean encodesAside() {
        return compression == Compression.GZIP
                || (compression == Compression.ZSTD && level >= SLOW_ZSTD);
    }

    /// One piece is gathered, one waits, one is compressed, and some room to spare.
    public long memoryPerEncoder() {
        return compresses() ? 6L * PIECE + compressorBytes() : 4L * UNCOMPRESSED_PIECE;
    }

    /// Measured for pieces of 1 MiB, whose size bounds zstd's window and tables: 3.0 MiB at level 5,
    /// 10.4 at 9 and 12, 16.8 at 22.
    private long compressorBytes() {
        if (compression == Compression.GZIP) {
            return 300 * 1024;
        }
        return (level <= 5 ? 3L : level <= 12 ? 11L : 17L) << 20;
    }

    /// @param chunkBytes how large pieces should be at most
    public LinePieces pieces(long chunkBytes) {
        int most = compresses() ? PIECE : UNCOMPRESSED_PIECE;
        return new LinePieces(this, (int) Math.clamp(chunkBytes, SMALLEST_PIECE, most));
    }

    /// @param head what stands before the rows
    /// @param file left open
    public FileAssembly begin(byte[] head, OutputStream file) throws IOException {
        return new LineFile(this, head, file);
    }

    boolean compresses() {
        return compression != Compression.NONE;
    }

    Member member() {
        return compression == Compression.GZIP ? new GzipMember(level) : new ZstdMember(level);
    }
}
