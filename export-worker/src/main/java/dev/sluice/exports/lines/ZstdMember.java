package dev.sluice.exports.lines;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/// Frames of RFC 8878, "Frames": concatenated they are a Zstandard file.
final class ZstdMember implements Member {
    private final ZstdCompressCtx context;

    ZstdMember(int level) {
        context = new ZstdCompressCtx().setLevel(level);
    }

    @Override
    public int bound(int bytes) {
        return (int) Math.min(Integer.MAX_VALUE - 8, Zstd.compressBound(bytes));
    }

    @Override
    public int compress(byte[] from, int length, byte[] to) {
        return context.compressByteArray(to, 0, to.length, from, 0, length);
    }

    @Override
    public void close() {
        context.close();
    }
}
