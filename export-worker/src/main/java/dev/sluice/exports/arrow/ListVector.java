package dev.sluice.exports.arrow;

import dev.sluice.exports.values.ArrayTaker;
import dev.sluice.exports.values.Unfit;
import dev.sluice.exports.values.Wire;

/// Arrays of one dimension. One of more dimensions, or that does not count from 1, is more than a list.
final class ListVector extends Vector implements ArrayTaker {
    private final Vector elements;
    private final Offsets offsets = new Offsets();

    ListVector(Vector elements) {
        this.elements = elements;
    }

    @Override
    void addValue(byte[] row, int at, int length) {
        int dimensions = length < 4 ? -1 : Wire.int4(row, at);
        if (dimensions > 1) {
            throw new Unfit("an array of " + dimensions + " dimensions");
        }
        if (dimensions == 1 && length >= 20 && Wire.int4(row, at + 16) != 1) {
            throw new Unfit("an array that does not count from 1");
        }
        ArrayTaker.walk(row, at, length, this);
        addNull();
    }

    @Override
    void addNull() {
        offsets.add(count(), elements.count());
    }

    @Override
    public void element(boolean first, byte[] row, int at, int length) {
        elements.add(row, at, length);
    }

    @Override
    public void begin() {}

    @Override
    public void next() {}

    @Override
    public void end() {}

    @Override
    void writeValues(BatchBody body) {
        offsets.write(body, count());
        elements.write(body);
    }
}
