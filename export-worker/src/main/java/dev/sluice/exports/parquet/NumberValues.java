package dev.sluice.exports.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values of 4 or 8 bytes: integers, and the bits of floating-point numbers.
final class NumberValues extends Values {
    private final NumberForm form;
    private final int width;
    private final Order order;
    private final NumberDictionary dictionary;
    private long[] values = new long[0];

    /// @param width 4 or 8
    NumberValues(NumberForm form, int width, Order order, DictionaryMemory memory) {
        this.form = form;
        this.width = width;
        this.order = order;
        this.dictionary = new NumberDictionary(width, memory);
    }

    @Override
    void add(byte[] row, int at, int length) {
        if (count == values.length) {
            values = Arrays.copyOf(values, Capacities.grown(count, FIRST_CAPACITY));
        }
        values[count] = form.decode(row, at, length);
        count++;
    }

    @Override
    void writePlain(PageBuffer page) {
        write(values, count, width, page);
    }

    static void write(long[] values, int count, int width, PageBuffer page) {
        int at = page.reserve(Math.multiplyExact(count, width));
        var bytes = page.bytes();
        if (width == Integer.BYTES) {
            for (int i = 0; i < count; i++) {
                PageBuffer.putInt(bytes, at + Integer.BYTES * i, (int) values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                PageBuffer.putLong(bytes, at + Long.BYTES * i, values[i]);
            }
        }
        page.advance(count * width);
    }

    @Override
    @Nullable Bounds bounds() {
        if (count == 0) {
            return null;
        }
        return switch (order) {
            case FLOAT, DOUBLE -> floatingBounds();
            default -> integerBounds();
        };
    }

    private Bounds integerBounds() {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return Bounds.exact(bytes(min), bytes(max));
    }

    /// NaN has no place in Parquet's order of types; with one of them nothing is said. A zero stands
    /// for both zeros.
    private Bounds floatingBounds() {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double value = number(values[i]);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        if (Double.isNaN(min)) {
            return Bounds.UNKNOWN;
        }
        return Bounds.exact(bytes(bits(min == 0 ? -0.0 : min)), bytes(bits(max == 0 ? 0.0 : max)));
    }

    private double number(long bits) {
        return width == Integer.BYTES
                ? Float.intBitsToFloat((int) bits)
                : Double.longBitsToDouble(bits);
    }

    private long bits(double number) {
        return width == Integer.BYTES
                ? Float.floatToRawIntBits((float) number)
                : Double.doubleToRawLongBits(number);
    }

    private byte[] bytes(long value) {
        var bytes = new byte[width];
        if (width == Integer.BYTES) {
            PageBuffer.putInt(bytes, 0, (int) value);
        } else {
            PageBuffer.putLong(bytes, 0, value);
        }
        return bytes;
    }

    @Override
    Dictionary dictionary() {
        return dictionary;
    }

    @Override
    boolean index(int[] indices, int most) {
        return dictionary.index(values, count, indices, most);
    }

    @Override
    void addTo(BloomFilter filter) {
        for (int i = 0; i < count; i++) {
            filter.add(values[i], width);
        }
    }
}
