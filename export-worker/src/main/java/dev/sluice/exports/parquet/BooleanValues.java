package dev.sluice.exports.parquet;

import dev.sluice.exports.values.Wire;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// `bool`: bits, the first one lowest.
final class BooleanValues extends Values {
    private byte[] bits = new byte[0];
    private boolean anyTrue;
    private boolean anyFalse;

    @Override
    void add(byte[] row, int at, int length) {
        Wire.requireLength(1, length);
        int position = count >>> 3;
        if (position == bits.length) {
            bits = Arrays.copyOf(bits, Capacities.grown(position, FIRST_CAPACITY));
        }
        boolean value = row[at] != 0;
        int before = (count & 7) == 0 ? 0 : bits[position];
        bits[position] = (byte) (before | (value ? 1 << (count & 7) : 0));
        anyTrue |= value;
        anyFalse |= !value;
        count++;
    }

    @Override
    void writePlain(PageBuffer page) {
        page.put(bits, 0, (count + 7) >>> 3);
    }

    @Override
    @Nullable Bounds bounds() {
        return count == 0
                ? null
                : Bounds.exact(
                        new byte[] {(byte) (anyFalse ? 0 : 1)},
                        new byte[] {(byte) (anyTrue ? 1 : 0)});
    }

    @Override
    void addTo(BloomFilter filter) {
        throw new IllegalStateException("booleans have no bloom filter");
    }

    @Override
    void clear() {
        super.clear();
        anyTrue = false;
        anyFalse = false;
    }
}
