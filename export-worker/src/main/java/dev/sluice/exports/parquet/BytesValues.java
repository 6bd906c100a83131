package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.BrokenStream;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/// Values that Parquet stores as bytes, one after the other in one array.
final class BytesValues extends Values {
    /// A batch ends long before; only one value can be this large.
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final int skipped;
    private final int fixedLength;
    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];

    private BytesValues(int skipped, int fixedLength) {
        this.skipped = skipped;
        this.fixedLength = fixedLength;
    }

    static BytesValues ofAnyLength() {
        return new BytesValues(0, -1);
    }

    /// @param skipped bytes before the value itself, such as the version of `jsonb`
    static BytesValues behindPrefix(int skipped) {
        return new BytesValues(skipped, -1);
    }

    static BytesValues ofLength(int length) {
        return new BytesValues(0, length);
    }

    @Override
    void add(byte[] row, int at, int length) {
        if (fixedLength >= 0) {
            Wire.requireLength(fixedLength, length);
        }
        if (length < skipped) {
            throw BrokenStream.because("holds a value without its version");
        }
        int start = reserve(length - skipped);
        System.arraycopy(row, at + skipped, bytes, start, length - skipped);
    }

    /// Makes room for one more value and counts it.
    ///
    /// @return where it begins in [#bytes]
    int reserve(int length) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, grown(count));
        }
        int start = count == 0 ? 0 : ends[count - 1];
        long end = (long) start + length;
        if (end > bytes.length) {
            long doubled = Math.min(LARGEST, Math.max(64 * 1024, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, doubled));
        }
        ends[count++] = (int) end;
        return start;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    void write(ColumnWriter column, int index, int repetition, int definition) {
        int start = index == 0 ? 0 : ends[index - 1];
        // "reused": the writer copies what it keeps, such as a dictionary's entries
        var value = Binary.fromReusedByteArray(bytes, start, ends[index] - start);
        column.write(value, repetition, definition);
    }

    @Override
    void clear() {
        super.clear();
        // one huge value must not be paid for until the end
        if (bytes.length > 16 * 1024 * 1024) {
            bytes = new byte[0];
        }
    }
}
