package dev.sluice.exports.values;

import dev.sluice.exports.encoding.BrokenStream;

/// Takes a row field by field.
@FunctionalInterface
public interface FieldTaker {
    /// @param length -1 for NULL
    void take(int column, byte[] row, int at, int length);

    /// Walks through one row of binary COPY.
    static void walk(byte[] row, int start, int end, int columns, FieldTaker taker) {
        int fields = end - start < 2 ? -1 : Wire.int2(row, start);
        if (fields != columns) {
            throw BrokenStream.because(
                    "holds a row of " + fields + " fields where the result has " + columns);
        }
        int at = start + 2;
        for (int column = 0; column < columns; column++) {
            int length = at + 4 > end ? -2 : Wire.int4(row, at);
            at += 4;
            if (length < -1 || length > end - at) {
                throw BrokenStream.because("ended inside a row");
            }
            taker.take(column, row, at, length);
            at += Math.max(0, length);
        }
        if (at != end) {
            throw BrokenStream.because("holds more than a row's fields");
        }
    }
}
