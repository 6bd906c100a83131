package dev.sluice.jobstore;

import dev.sluice.jobstore.dispatch.Topics;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Makes topics and groups once the broker answers. In the background: jobs are accepted without Kafka.
final class LaneSetup implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LaneSetup.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Topics topics;
    private volatile boolean running;
    private @Nullable Thread thread;

    LaneSetup(Topics topics) {
        this.topics = topics;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("lane-setup").start(this::create);
    }

    private void create() {
        while (running) {
            try {
                topics.create();
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.warn("Kafka's topics could not be made yet: {}", e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
