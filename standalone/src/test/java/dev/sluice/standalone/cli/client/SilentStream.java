package dev.sluice.standalone.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/// A connection on which nothing ever arrives.
final class SilentStream extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        throw new IOException("closed");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return read();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
