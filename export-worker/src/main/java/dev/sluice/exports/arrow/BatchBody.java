package dev.sluice.exports.arrow;

import dev.sluice.exports.values.ByteSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The buffers of a record batch one behind the other, and where each lies.
final class BatchBody {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int ALIGNMENT = 8;
    private static final int LENGTH_PREFIX = 8;
    private static final long NOT_COMPRESSED = -1;

    private final ByteSink bytes;
    private final @Nullable BufferCompressor compressor;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();

    BatchBody(int capacity, @Nullable BufferCompressor compressor) {
        this.bytes = new ByteSink(capacity);
        this.compressor = compressor;
    }

    /// A vector's length.
    record Node(long count, long nulls) {}

    /// Without the bytes that fill up to the next one.
    record Buffer(long offset, long length) {}

    void node(int count, int nulls) {
        nodes.add(new Node(count, nulls));
    }

    void buffer(byte[] content, int length) {
        int start = bytes.length();
        if (length > 0) {
            if (compressor == null) {
                bytes.put(content, 0, length);
            } else {
                compressed(compressor, content, length, start);
            }
        }
        buffers.add(new Buffer(start, bytes.length() - start));
        pad();
    }

    /// A buffer's length stands before it; -1 where it is not worth compressing.
    private void compressed(BufferCompressor with, byte[] content, int length, int start) {
        prefix(length);
        try {
            with.compress(content, length, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written but memory
        }
        if (bytes.length() - start - LENGTH_PREFIX >= length) {
            bytes.length(start);
            prefix(NOT_COMPRESSED);
            bytes.put(content, 0, length);
        }
    }

    private void prefix(long length) {
        bytes.reserve(LENGTH_PREFIX);
        LONG.set(bytes.array(), bytes.length(), length);
        bytes.length(bytes.length() + LENGTH_PREFIX);
    }

    private void pad() {
        while (bytes.length() % ALIGNMENT != 0) {
            bytes.put(0);
        }
    }

    ByteSink bytes() {
        return bytes;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Buffer> buffers() {
        return buffers;
    }
}
