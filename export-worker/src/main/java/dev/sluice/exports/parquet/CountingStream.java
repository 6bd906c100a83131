package dev.sluice.exports.parquet;

import java.io.IOException;
import java.io.OutputStream;

/// Knows where in the file it is; nothing is ever sought or read back.
final class CountingStream extends OutputStream {
    private final OutputStream target;
    private long position;

    CountingStream(OutputStream target) {
        this.target = target;
    }

    long position() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        target.write(b);
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        target.write(bytes, offset, length);
        position += length;
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
