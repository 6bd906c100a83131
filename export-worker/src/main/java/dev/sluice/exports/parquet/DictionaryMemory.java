package dev.sluice.exports.parquet;

/// What all dictionaries of one reader may take together, so that two hundred columns need no more
/// memory than ten. Taken for as long as the reader lives.
final class DictionaryMemory {
    static final long LIMIT = 8 * 1024 * 1024;

    private long taken;

    /// @return false where there is not so much left
    boolean take(long bytes) {
        if (taken + bytes > LIMIT) {
            return false;
        }
        taken += bytes;
        return true;
    }
}
