package dev.sluice.exports.arrow;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.ByteSink;

/// Text or bytes of any length.
final class BytesVector extends Vector {
    private final int skipped;
    private final Offsets offsets = new Offsets();
    private final ByteSink values = new ByteSink(16 * FIRST_CAPACITY);

    /// @param skipped bytes before the value itself, such as the version of `jsonb`
    BytesVector(int skipped) {
        this.skipped = skipped;
    }

    @Override
    void addValue(byte[] row, int at, int length) {
        if (length < skipped) {
            throw BrokenStream.because("holds a value without its version");
        }
        values.put(row, at + skipped, at + length);
        addNull();
    }

    @Override
    void addNull() {
        offsets.add(count(), values.length());
    }

    @Override
    void writeValues(BatchBody body) {
        offsets.write(body, count());
        body.buffer(values.array(), values.length());
    }
}
