package dev.sluice.exports.encoding;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Carries bytes to a stream that another thread writes to, so that whoever fills it does not wait for
/// a slow one such as a compressor. A few buffers go round; when all are full, the filler waits.
///
/// [#finish] says that everything has arrived. Closing without it throws away what is under way.
public final class Conveyor extends OutputStream {
    private static final int BUFFERS = 4;
    private static final int SIZE = 256 * 1024;

    private final OutputStream target;
    private final BlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final Thread carrier;
    private volatile @Nullable Throwable failure;
    private @Nullable Chunk filling;

    /// @param length -1 on the chunk that ends it
    private static final class Chunk {
        private final byte[] bytes;
        private int length;

        private Chunk(int size) {
            bytes = new byte[size];
        }
    }

    /// @param target written to by the conveyor's own thread; flushed, never closed
    public Conveyor(OutputStream target, String name) {
        this.target = target;
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(new Chunk(SIZE));
        }
        carrier = Thread.ofPlatform().daemon().name(name).start(this::carry);
    }

    private void carry() {
        try {
            for (var chunk = full.take(); chunk.length >= 0; chunk = full.take()) {
                // After a failure it goes on emptying, for the filler may be waiting for a buffer.
                if (failure == null) {
                    carry(chunk);
                }
                chunk.length = 0;
                empty.put(chunk);
            }
        } catch (InterruptedException e) {
            // closed without an end: what is under way is not wanted
            failure = e;
        }
    }

    private void carry(Chunk chunk) {
        try {
            target.write(chunk.bytes, 0, chunk.length);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            var chunk = filling;
            if (chunk == null) {
                chunk = take();
                filling = chunk;
            }
            int taken = Math.min(length - done, SIZE - chunk.length);
            System.arraycopy(source, offset + done, chunk.bytes, chunk.length, taken);
            chunk.length += taken;
            done += taken;
            if (chunk.length == SIZE) {
                send(chunk);
            }
        }
    }

    private Chunk take() throws IOException {
        throwIfFailed();
        try {
            return empty.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a buffer");
        }
    }

    private void send(Chunk chunk) {
        filling = null;
        full.add(chunk);
    }

    /// Waits until everything has been written to the target.
    public void finish() throws IOException {
        var last = filling;
        if (last != null) {
            send(last);
        }
        var end = new Chunk(0);
        end.length = -1;
        full.add(end);
        try {
            carrier.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the last bytes");
        }
        throwIfFailed();
    }

    @Override
    public void close() {
        carrier.interrupt();
        boolean interrupted = false;
        while (carrier.isAlive()) {
            try {
                carrier.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwIfFailed() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IOException(e);
        }
    }
}
