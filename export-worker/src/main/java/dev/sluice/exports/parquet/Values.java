package dev.sluice.exports.parquet;

import org.jspecify.annotations.Nullable;

/// The values of one column in one page, without its nulls, in primitive arrays that are used again for
/// the next page; and the dictionary of the row group, where it pays.
abstract class Values {
    static final int FIRST_CAPACITY = 1024;

    int count;

    /// Decodes one value.
    ///
    /// @param row holds the value's binary form at `at`, `length` bytes long
    abstract void add(byte[] row, int at, int length);

    /// Appends all values in Parquet's PLAIN encoding.
    abstract void writePlain(PageBuffer page);

    /// The smallest and largest of the values; null where there is none.
    abstract @Nullable Bounds bounds();

    /// The dictionary; null for types that never have one.
    @Nullable Dictionary dictionary() {
        return null;
    }

    /// Looks up all values in the dictionary and adds what is new.
    ///
    /// @param most entries that the dictionary may have
    /// @return false when that is not enough, or its memory is not
    boolean index(int[] indices, int most) {
        throw new IllegalStateException("has no dictionary");
    }

    abstract void addTo(BloomFilter filter);

    void clear() {
        count = 0;
    }
}
