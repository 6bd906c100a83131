package dev.sluice.exports.parquet;

import java.util.Arrays;

/// Distinct numbers of 4 or 8 bytes.
final class NumberDictionary implements Dictionary {
    private static final int FIRST_SIZE = 256;

    private final int width;
    private final DictionaryMemory memory;
    private long[] entries = new long[0];

    /// At a value's hash or behind it: its index + 1; 0 where nothing is.
    private int[] table = new int[0];

    private int size;

    NumberDictionary(int width, DictionaryMemory memory) {
        this.width = width;
        this.memory = memory;
    }

    boolean index(long[] values, int count, int[] indices, int most) {
        if (table.length == 0 && !grow()) {
            return false;
        }
        long before = 0;
        int found = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            // keys often come in runs
            if (value != before || found == 0) {
                found = index(value, most);
                if (found == 0) {
                    return false;
                }
                before = value;
            }
            indices[i] = found - 1;
        }
        return true;
    }

    /// @return the value's index + 1; 0 where it has none and may not get one
    private int index(long value, int most) {
        int slot = slot(value);
        int found = table[slot];
        if (found != 0) {
            return found;
        }
        if (size == most || (size == entries.length && !grow())) {
            return 0;
        }
        entries[size++] = value;
        table[slot(value)] = size;
        return size;
    }

    /// Where the value is, or where it belongs.
    private int slot(long value) {
        int mask = table.length - 1;
        long mixed = value * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & mask;
        for (int found = table[slot]; found != 0; found = table[slot]) {
            if (entries[found - 1] == value) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean grow() {
        int capacity = Math.max(FIRST_SIZE, 2 * entries.length);
        if (!memory.take((capacity - entries.length) * (Long.BYTES + 2L * Integer.BYTES))) {
            return false;
        }
        entries = Arrays.copyOf(entries, capacity);
        table = new int[2 * capacity];
        for (int i = 0; i < size; i++) {
            table[slot(entries[i])] = i + 1;
        }
        return true;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return (long) size * width;
    }

    @Override
    public void writePlain(PageBuffer page) {
        NumberValues.write(entries, size, width, page);
    }

    @Override
    public void cutTo(int first) {
        size = first;
    }

    @Override
    public void addTo(BloomFilter filter) {
        for (int i = 0; i < size; i++) {
            filter.add(entries[i], width);
        }
    }

    @Override
    public void clear() {
        size = 0;
        Arrays.fill(table, 0);
    }
}
