package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.BrokenStream;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;

/// A column of one-dimensional arrays, as Parquet's three-level LIST.
///
/// An array of more dimensions, or one that does not count from 1, is more than a list and travels as
/// text: `[0:1]={5,6}`.
final class ListBatch implements ColumnBatch {
    private static final byte NULL_LIST = 0;
    private static final byte EMPTY_LIST = 1;
    private static final byte NULL_ELEMENT = 2;
    private static final byte ELEMENT = 3;

    private final Values values;
    private byte[] definitions = new byte[Values.FIRST_CAPACITY];
    private boolean[] continues = new boolean[Values.FIRST_CAPACITY];
    private int entries;

    ListBatch(Values values) {
        this.values = values;
    }

    @Override
    public void add(byte[] row, int at, int length) {
        if (length < 0) {
            entry(NULL_LIST, false);
            return;
        }
        if (length < 12) {
            throw wrongLength();
        }
        int dimensions = Wire.int4(row, at);
        if (dimensions == 0) {
            entry(EMPTY_LIST, false);
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
        elements(row, at + 20, at + length, size);
    }

    private void elements(byte[] row, int from, int end, int size) {
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
            entry(length >= 0 ? ELEMENT : NULL_ELEMENT, i > 0);
        }
        if (at != end) {
            throw wrongLength();
        }
    }

    private void entry(byte definition, boolean sameList) {
        if (entries == definitions.length) {
            definitions = Arrays.copyOf(definitions, Values.grown(entries));
            continues = Arrays.copyOf(continues, Values.grown(entries));
        }
        definitions[entries] = definition;
        continues[entries++] = sameList;
    }

    @Override
    public void write(ColumnWriter column) {
        int next = 0;
        for (int i = 0; i < entries; i++) {
            int repetition = continues[i] ? 1 : 0;
            if (definitions[i] == ELEMENT) {
                values.write(column, next++, repetition, ELEMENT);
            } else {
                column.writeNull(repetition, definitions[i]);
            }
        }
    }

    @Override
    public void clear() {
        entries = 0;
        values.clear();
    }

    private static RuntimeException wrongLength() {
        return BrokenStream.because("holds an array of wrong length");
    }
}
