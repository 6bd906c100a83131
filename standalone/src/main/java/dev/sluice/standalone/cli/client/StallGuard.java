package dev.sluice.standalone.cli.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A stream that fails when nothing arrives for too long, which the JDK's HTTP client alone would wait
/// for forever.
public final class StallGuard extends FilterInputStream {
    private final Duration patience;
    private final AtomicLong lastRead = new AtomicLong(System.nanoTime());
    private final Thread watch;
    private volatile boolean stalled;

    public StallGuard(InputStream stream, Duration patience) {
        super(stream);
        this.patience = patience;
        this.watch = Thread.ofVirtual().name("stall-guard").start(this::watch);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        var count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            var count = super.read(bytes, offset, length);
            lastRead.set(System.nanoTime());
            if (count < 0 && stalled) {
                throw new IOException("nothing arrived for " + patience.toSeconds() + " s");
            }
            return count;
        } catch (IOException e) {
            throw stalled
                    ? new IOException("nothing arrived for " + patience.toSeconds() + " s", e)
                    : e;
        }
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }

    private void watch() {
        try {
            while (true) {
                var idle = System.nanoTime() - lastRead.get();
                if (idle >= patience.toNanos()) {
                    stalled = true;
                    in.close();
                    return;
                }
                Thread.sleep(Duration.ofNanos(patience.toNanos() - idle));
            }
        } catch (InterruptedException e) {
            return; // closed
        } catch (IOException e) {
            return; // the reader gets its own error from the closed stream
        }
    }
}
