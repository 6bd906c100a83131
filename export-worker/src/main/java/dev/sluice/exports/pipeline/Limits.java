package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.sources.reading.CopyFormat;

/// When a file is full.
///
/// @param rows of a file at most
/// @param bytes of a file at most
/// @param footerPerChunk bytes that a file gets behind its rows for each of its chunks
/// @param splits whether another file follows where rows reach the format's own limit
/// @param coverageKept whether files remember where their rows were read
record Limits(long rows, long bytes, long footerPerChunk, boolean splits, boolean coverageKept) {
    private static final long FOOTER_PER_COLUMN = 512;

    static Limits of(Splitting splitting, FileFormat format, int columns, boolean coverageKept) {
        var footer =
                format.copyFormat() instanceof CopyFormat.Binary ? columns * FOOTER_PER_COLUMN : 0;
        return new Limits(
                Math.min(splitting.rowsPerPart(), format.mostRowsPerFile()),
                splitting.bytesPerPart(),
                footer,
                splitting.perReader(),
                coverageKept);
    }

    /// Whether a chunk may go into a file that has some already.
    boolean admit(PartFile file, Chunk chunk) {
        if (file.chunks() == 0) {
            return true;
        }
        var footer = footerPerChunk * (file.chunks() + 2L);
        return (!splits || file.rows() + chunk.rows() <= rows)
                && file.bytes() + chunk.bytes() + footer <= bytes;
    }

    void requireRoom(PartFile file, Chunk chunk) {
        if (file.rows() + chunk.rows() > rows) {
            throw TooManyRows.of(rows);
        }
    }

    /// Whether no row fits any more.
    boolean reached(PartFile file) {
        return splits && file.rows() >= rows;
    }
}
