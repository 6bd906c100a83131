package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.Wire;

/// Of a column of one-dimensional arrays, as Parquet's three-level LIST.
///
/// An array of more dimensions, or one that does not count from 1, is more than a list and travels as
/// text: `[0:1]={5,6}`.
final class ListLevels extends Levels {
    private static final int NULL_LIST = 0;
    private static final int EMPTY_LIST = 1;
    private static final int NULL_ELEMENT = 2;
    private static final int ELEMENT = 3;
    private static final int SAME_LIST = 1;

    private int[] definitions = new int[0];
    private int[] repetitions = new int[0];

    @Override
    void add(byte[] row, int at, int length, Values values) {
        if (length < 0) {
            entry(NULL_LIST, 0);
            return;
        }
        if (length < 12) {
            throw wrongLength();
        }
        int dimensions = Wire.int4(row, at);
        if (dimensions == 0) {
            entry(EMPTY_LIST, 0);
            return;
        }
        if (dimensions != 1) {
            throw new Unrepresentable("an array of " + dimensions + " dimensions");
        }
        if (length < 20) {
            throw wrongLength();
        }
        int size = Wire.int4(row, at + 12);
        if (Wire.int4(row, at + 16) != 1) {
            throw new Unrepresentable("an array that does not count from 1");
        }
        elements(row, at + 20, at + length, size, values);
    }

    private void elements(byte[] row, int from, int end, int size, Values values) {
        int at = from;
        for (int i = 0; i < size; i++) {
            if (at + 4 > end) {
                throw wrongLength();
            }
            int length = Wire.int4(row, at);
            at += 4;
            if (length >= 0) {
                if (length > end - at) {
                    throw wrongLength();
                }
                values.add(row, at, length);
                at += length;
            }
            entry(length >= 0 ? ELEMENT : NULL_ELEMENT, i > 0 ? SAME_LIST : 0);
        }
        if (at != end) {
            throw wrongLength();
        }
    }

    private void entry(int definition, int repetition) {
        int entries = entries();
        definitions = withRoom(definitions, entries);
        repetitions = withRoom(repetitions, entries);
        definitions[entries] = definition;
        repetitions[entries] = repetition;
        entry();
    }

    @Override
    void write(PageBuffer page) {
        write(repetitions, entries(), SAME_LIST, false, page);
        write(definitions, entries(), ELEMENT, false, page);
    }

    private static RuntimeException wrongLength() {
        return BrokenStream.because("holds an array of wrong length");
    }
}
