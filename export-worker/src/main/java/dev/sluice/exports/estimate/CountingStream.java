package dev.sluice.exports.estimate;

import java.io.OutputStream;

/// Counts what it is given and keeps nothing.
final class CountingStream extends OutputStream {
    private long bytes;

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) {
        bytes++;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        bytes += length;
    }
}
