package dev.sluice.exports.arrow;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.model.export.Compression;
import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import org.apache.arrow.flatbuf.CompressionType;

/// Compresses a buffer behind what is there already. Used by one thread.
sealed interface BufferCompressor extends AutoCloseable {
    void compress(byte[] from, int length, ByteSink to) throws IOException;

    @Override
    void close();

    /// @return null for none
    static @org.jspecify.annotations.Nullable BufferCompressor of(
            Compression compression, int level) {
        return switch (compression) {
            case ZSTD -> new ZstdBuffers(new ZstdCompressCtx().setLevel(level));
            case LZ4 -> new Lz4Buffers();
            case NONE, GZIP, SNAPPY -> null;
        };
    }

    /// The codec's number in a record batch.
    static byte codec(Compression compression) {
        return compression == Compression.ZSTD ? CompressionType.ZSTD : CompressionType.LZ4_FRAME;
    }

    /// One frame.
    record ZstdBuffers(ZstdCompressCtx context) implements BufferCompressor {
        @Override
        public void compress(byte[] from, int length, ByteSink to) {
            to.reserve((int) Math.min(Integer.MAX_VALUE, Zstd.compressBound(length)));
            int start = to.length();
            var array = to.array();
            int written =
                    context.compressByteArray(array, start, array.length - start, from, 0, length);
            to.length(start + written);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    /// One frame: Arrow's LZ4 is that, not the bare blocks.
    record Lz4Buffers() implements BufferCompressor {
        @Override
        public void compress(byte[] from, int length, ByteSink to) throws IOException {
            try (var frame = new LZ4FrameOutputStream(new SinkStream(to), BLOCKSIZE.SIZE_64KB)) {
                frame.write(from, 0, length);
            }
        }

        @Override
        public void close() {}
    }

    /// What the frames are written to.
    final class SinkStream extends OutputStream {
        private final ByteSink to;

        SinkStream(ByteSink to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            to.put(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            to.put(bytes, offset, offset + length);
        }
    }
}
