package dev.sluice.exports.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Bytes that only grow, in blocks that go round: a row group written to its file gives its memory to
/// the next one.
final class Blocks {
    /// Blocks that nobody uses. Taken by the reader's thread, given back by the one that writes.
    static final class Pool {
        static final int BLOCK = 8 * 1024;

        private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

        private byte[] take() {
            var block = free.poll();
            return block == null ? new byte[BLOCK] : block;
        }
    }

    private final Pool pool;
    private final List<byte[]> blocks = new ArrayList<>();
    private long length;

    Blocks(Pool pool) {
        this.pool = pool;
    }

    long length() {
        return length;
    }

    void put(byte[] from, int start, int count) {
        int done = 0;
        while (done < count) {
            int at = (int) (length % Pool.BLOCK);
            if (at == 0) {
                blocks.add(pool.take());
            }
            int part = Math.min(count - done, Pool.BLOCK - at);
            System.arraycopy(from, start + done, blocks.getLast(), at, part);
            done += part;
            length += part;
        }
    }

    void writeTo(OutputStream out) throws IOException {
        long left = length;
        for (var block : blocks) {
            out.write(block, 0, (int) Math.min(left, Pool.BLOCK));
            left -= Pool.BLOCK;
        }
    }

    /// Gives the memory back; there is nothing here any more.
    void release() {
        pool.free.addAll(blocks);
        blocks.clear();
        length = 0;
    }
}
