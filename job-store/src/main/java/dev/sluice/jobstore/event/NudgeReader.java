package dev.sluice.jobstore.event;

import dev.sluice.model.Json;
import dev.sluice.model.message.JobNudge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/// Reads every nudge from now on, without a consumer group: each gateway hears all of them.
public final class NudgeReader implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NudgeReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Map<String, Object> consumerSettings;
    private final List<EventLog.NudgeListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private volatile @Nullable KafkaConsumer<String, String> reading;
    private @Nullable Thread thread;

    public NudgeReader(Map<String, Object> consumerSettings) {
        this.consumerSettings = consumerSettings;
    }

    AutoCloseable listen(EventLog.NudgeListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("nudges").start(this::read);
    }

    private void read() {
        while (running) {
            try (var consumer = new KafkaConsumer<String, String>(consumerSettings)) {
                reading = consumer;
                var partition = new TopicPartition(JobNudge.TOPIC, 0);
                consumer.assign(List.of(partition));
                consumer.seekToEnd(List.of(partition));
                while (running) {
                    consumer.poll(POLL).forEach(record -> hear(record.value()));
                }
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                if (running) {
                    LOG.warn("Nudges are not heard ({}); whoever waits polls", e.getMessage());
                    LockSupport.parkNanos(POLL.toNanos());
                }
            }
        }
    }

    private void hear(String text) {
        try {
            var nudge = Json.read(text, JobNudge.class);
            listeners.forEach(listener -> listener.nudged(nudge.jobId(), nudge.sequence()));
        } catch (JacksonException e) {
            LOG.warn("A nudge was not readable and is skipped: {}", e.getOriginalMessage());
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        if (thread != null) {
            try {
                thread.join(POLL.plus(POLL));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
