package dev.sluice.objects;

import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Sees to it that the bucket is there, however late the store comes.
final class BucketSetup implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BucketSetup.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ObjectStore objects;
    private volatile @Nullable Thread running;

    BucketSetup(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public void start() {
        running = Thread.ofVirtual().name("bucket-setup").start(this::prepare);
    }

    private void prepare() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                objects.prepare();
                return;
            } catch (ProblemException e) {
                LOG.warn("{} It is asked again in {} s.", e.getMessage(), PAUSE.toSeconds());
            } catch (CancellationException e) {
                return;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void stop() {
        var thread = running;
        running = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
