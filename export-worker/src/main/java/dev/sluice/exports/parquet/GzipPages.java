package dev.sluice.exports.parquet;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A gzip member for each page, by one deflater.
final class GzipPages extends PageCodec {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER = 8;

    private final Deflater deflater;

    GzipPages(int level) {
        deflater = new Deflater(level, true);
    }

    @Override
    int compress(byte[] page, int pageLength) {
        deflater.reset();
        deflater.setInput(page, 0, pageLength);
        deflater.finish();
        // deflate stores in blocks of 16 KiB at worst what it cannot compress
        long most = HEADER.length + pageLength + (pageLength >>> 14) * 5L + 64 + TRAILER;
        var to = withRoom(most);
        System.arraycopy(HEADER, 0, to, 0, HEADER.length);
        int end = HEADER.length;
        while (!deflater.finished()) {
            int more = deflater.deflate(to, end, to.length - end);
            if (more == 0 && !deflater.finished()) {
                throw new IllegalStateException("deflate needs more than its bound");
            }
            end += more;
        }
        var crc = new CRC32();
        crc.update(page, 0, pageLength);
        PageBuffer.putInt(to, end, (int) crc.getValue());
        PageBuffer.putInt(to, end + Integer.BYTES, pageLength);
        return end + TRAILER;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
