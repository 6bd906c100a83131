package dev.sluice.exports.pipeline;

import dev.sluice.model.export.ExportOptions;
import dev.sluice.objects.ObjectStore;
import org.jspecify.annotations.Nullable;

/// How rows are spread over files.
///
/// @param rowsPerPart rows of a file at most; `Long.MAX_VALUE` for no limit
/// @param bytesPerPart stored bytes of a file at most
/// @param perReader whether each reader writes files of its own; else all share one
public record Splitting(long rowsPerPart, long bytesPerPart, boolean perReader) {
    private static final int CHUNKS_PER_PART = 8;

    /// All rows in one file, as far as one object can hold them.
    public static final Splitting NONE =
            new Splitting(Long.MAX_VALUE, ObjectStore.LARGEST_OBJECT, false);

    /// @param mostBytes of any file
    public static Splitting asked(ExportOptions options, long mostBytes) {
        var rows = options.rowsPerPart();
        var bytes = options.bytesPerPart();
        return new Splitting(
                orElse(rows, Long.MAX_VALUE),
                Math.min(orElse(bytes, mostBytes), mostBytes),
                options.split());
    }

    private static long orElse(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    /// How large chunks may be, so that files come close to their limit and stay below it.
    long chunkBytes() {
        return perReader ? Math.max(1, bytesPerPart / CHUNKS_PER_PART) : Long.MAX_VALUE;
    }
}
