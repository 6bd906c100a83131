package dev.sluice.exports.lines;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Members of RFC 1952, "File format": concatenated they are a gzip file.
final class GzipMember implements Member {
    /// Magic, deflate, no flags, no time, no hint about the level, an unknown system.
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int TAIL = 8;

    private final Deflater deflater;
    private final CRC32 crc = new CRC32();

    GzipMember(int level) {
        deflater = new Deflater(level, true);
    }

    @Override
    public int bound(int bytes) {
        // more than zlib's deflateBound, which adds 0.03 % at the default settings
        long most = (long) bytes + (bytes >> 5) + 64;
        return (int) Math.min(Integer.MAX_VALUE - 8, HEAD.length + most + TAIL);
    }

    @Override
    public int compress(byte[] from, int length, byte[] to) {
        System.arraycopy(HEAD, 0, to, 0, HEAD.length);
        deflater.reset();
        deflater.setInput(from, 0, length);
        deflater.finish();
        int at = HEAD.length;
        while (!deflater.finished()) {
            int written = deflater.deflate(to, at, to.length - at - TAIL);
            if (written == 0 && !deflater.finished()) {
                throw new IllegalStateException("deflate wrote more than its bound");
            }
            at += written;
        }
        crc.reset();
        crc.update(from, 0, length);
        at = littleEndian(to, at, (int) crc.getValue());
        return littleEndian(to, at, length);
    }

    private static int littleEndian(byte[] to, int at, int value) {
        for (int i = 0; i < 4; i++) {
            to[at + i] = (byte) (value >>> 8 * i);
        }
        return at + 4;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
