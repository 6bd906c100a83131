package dev.sluice.exports.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// gzip at the level that keeps up with a COPY.
final class FastGzipStream extends GZIPOutputStream {
    private static final int BUFFER = 64 * 1024;

    FastGzipStream(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
