package dev.sluice.exports.xlsx;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A ZIP archive in the making, in a stream that stays open.
final class Archive extends ZipOutputStream {
    /// The earliest that ZIP knows: the same rows make the same bytes.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    Archive(OutputStream file) {
        super(file);
        // XML repeats itself so much that more effort gains little
        setLevel(Deflater.BEST_SPEED);
    }

    void begin(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        putNextEntry(entry);
    }

    /// Gives the compressor's memory back, and writes nothing.
    void release() {
        def.end();
    }
}
