package dev.sluice.exports.values;

import dev.sluice.exports.encoding.BrokenStream;

/// Takes an array element by element, in the order in which PostgreSQL stores them: the last dimension
/// runs fastest.
public interface ArrayTaker {
    /// An array of the outermost dimension, or the next one inside, begins.
    void begin();

    /// @param first in its innermost array
    /// @param length -1 for NULL
    void element(boolean first, byte[] row, int at, int length);

    /// Another array follows inside the same one.
    void next();

    void end();

    /// Walks through an array's binary form: dimensions, flags, element type, size and lower bound of
    /// each dimension, elements.
    static void walk(byte[] row, int at, int length, ArrayTaker taker) {
        if (length < 12) {
            throw wrongLength();
        }
        int dimensions = Wire.int4(row, at);
        if (dimensions < 0 || dimensions > 6 || length < 12 + 8 * dimensions) {
            throw wrongLength();
        }
        if (dimensions == 0) {
            taker.begin();
            taker.end();
            return;
        }
        var sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = Wire.int4(row, at + 12 + 8 * i);
        }
        if (walk(row, at + 12 + 8 * dimensions, at + length, sizes, 0, taker) != at + length) {
            throw wrongLength();
        }
    }

    private static int walk(
            byte[] row, int from, int end, int[] sizes, int dimension, ArrayTaker taker) {
        boolean innermost = dimension == sizes.length - 1;
        int at = from;
        taker.begin();
        for (int i = 0; i < sizes[dimension]; i++) {
            if (!innermost) {
                if (i > 0) {
                    taker.next();
                }
                at = walk(row, at, end, sizes, dimension + 1, taker);
                continue;
            }
            int length = at + 4 > end ? -2 : Wire.int4(row, at);
            at += 4;
            if (length < -1 || length > end - at) {
                throw wrongLength();
            }
            taker.element(i == 0, row, at, length);
            at += Math.max(0, length);
        }
        taker.end();
        return at;
    }

    private static RuntimeException wrongLength() {
        return BrokenStream.because("holds an array of wrong length");
    }
}
