package dev.sluice.exports.parquet;

import java.util.Arrays;

/// Of a column of single values.
final class ScalarLevels extends Levels {
    static final int MOST = 1;

    /// Filled from the first null on.
    private int[] definitions = new int[0];

    private boolean nulls;

    @Override
    void add(byte[] row, int at, int length, Values values) {
        if (length >= 0) {
            values.add(row, at, length);
        }
        if (nulls || length < 0) {
            define(length < 0 ? 0 : MOST);
        }
        entry();
    }

    private void define(int level) {
        int entries = entries();
        definitions = withRoom(definitions, entries);
        if (!nulls) {
            nulls = true;
            Arrays.fill(definitions, 0, entries, MOST);
        }
        definitions[entries] = level;
    }

    @Override
    void write(PageBuffer page) {
        write(definitions, entries(), MOST, !nulls, page);
    }

    @Override
    void clear() {
        super.clear();
        nulls = false;
    }
}
