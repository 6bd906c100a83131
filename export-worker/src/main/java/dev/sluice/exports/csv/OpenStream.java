package dev.sluice.exports.csv;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Keeps a compressor's close from reaching the file.
final class OpenStream extends FilterOutputStream {
    OpenStream(OutputStream file) {
        super(file);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
