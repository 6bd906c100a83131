package dev.sluice.exports.parquet;

import java.util.Arrays;

/// Which of a page's entries are null, and where lists begin: Parquet's definition and repetition
/// levels.
abstract class Levels {
    private int entries;

    /// Takes a field and hands its values on.
    ///
    /// @param length bytes of the field at `at`; -1 for null
    abstract void add(byte[] row, int at, int length, Values values);

    /// Values of the page with its nulls; an empty list is one too.
    int entries() {
        return entries;
    }

    void entry() {
        entries++;
    }

    /// Appends the levels as they stand in a page before its values.
    abstract void write(PageBuffer page);

    void clear() {
        entries = 0;
    }

    /// @param levels null where all are `most`
    static void write(int[] levels, int count, int most, boolean allMost, PageBuffer page) {
        int start = page.length();
        page.putInt(0);
        int width = Hybrid.width(most);
        if (allMost) {
            Hybrid.writeRun(most, count, width, page);
        } else {
            Hybrid.write(levels, count, width, page);
        }
        int length = page.length() - start - Integer.BYTES;
        PageBuffer.putInt(page.bytes(), start, length);
    }

    static int[] withRoom(int[] levels, int count) {
        return count < levels.length
                ? levels
                : Arrays.copyOf(levels, Capacities.grown(count, Values.FIRST_CAPACITY));
    }
}
