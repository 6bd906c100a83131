package dev.sluice.exports.parquet;

import java.util.Arrays;

/// Parquet's hybrid of run lengths and bit-packed groups, for levels and dictionary indices (Apache
/// Parquet format, "Run Length Encoding / Bit-Packing Hybrid").
final class Hybrid {
    /// The widest that is written here.
    static final int WIDEST = 16;

    private static final int GROUP = 8;

    private Hybrid() {}

    /// Bits that hold every number up to `most`; at least 1.
    static int width(int most) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(most));
    }

    static void writeRun(int value, int count, int width, PageBuffer to) {
        to.putVarint(count << 1);
        to.putByte(value);
        if (width > 8) {
            to.putByte(value >>> 8);
        }
    }

    /// @param values not negative, below 2 to the power of `width`
    static void write(int[] values, int count, int width, PageBuffer to) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int run = run(values, at, count);
            if (run >= GROUP) {
                writePacked(values, packedFrom, at, width, to);
                writeRun(values[at], run, width, to);
                at += run;
                packedFrom = at;
            } else {
                at = Math.min(count, at + GROUP);
            }
        }
        writePacked(values, packedFrom, count, width, to);
    }

    private static int run(int[] values, int from, int count) {
        int value = values[from];
        int at = from + 1;
        while (at < count && values[at] == value) {
            at++;
        }
        return at - from;
    }

    /// Whole groups, the last one filled up with zeros.
    private static void writePacked(int[] values, int from, int to, int width, PageBuffer out) {
        if (from == to) {
            return;
        }
        int groups = (to - from + GROUP - 1) / GROUP;
        out.putVarint(groups << 1 | 1);
        // a group is written as one or two longs, the last of which may reach past it
        int start = out.reserve(groups * width + 2 * Long.BYTES);
        int whole = (to - from) / GROUP;
        for (int i = 0; i < whole; i++) {
            pack(values, from + i * GROUP, width, out.bytes(), start + i * width);
        }
        if (whole < groups) {
            var last = Arrays.copyOf(Arrays.copyOfRange(values, from + whole * GROUP, to), GROUP);
            pack(last, 0, width, out.bytes(), start + whole * width);
        }
        out.advance(groups * width);
    }

    private static void pack(int[] values, int from, int width, byte[] to, int at) {
        long first = four(values, from, width);
        long second = four(values, from + 4, width);
        int bits = 4 * width;
        if (width <= 8) {
            PageBuffer.putLong(to, at, first | (bits < 64 ? second << bits : 0));
            return;
        }
        PageBuffer.putLong(to, at, first);
        int left = bits & 7;
        long begun = left == 0 ? 0 : first >>> (bits - left);
        PageBuffer.putLong(to, at + (bits >>> 3), begun | second << left);
    }

    private static long four(int[] values, int from, int width) {
        return values[from]
                | (long) values[from + 1] << width
                | (long) values[from + 2] << 2 * width
                | (long) values[from + 3] << 3 * width;
    }
}
