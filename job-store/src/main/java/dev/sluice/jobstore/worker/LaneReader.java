package dev.sluice.jobstore.worker;

import dev.sluice.jobstore.dispatch.Topics;
import dev.sluice.model.job.Lane;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes wake-up calls from one lane, one at a time and only while a slot is free, and claims their jobs.
/// The record is acknowledged as soon as the claim is durable: job time never depends on Kafka's.
final class LaneReader {
    private static final Logger LOG = LoggerFactory.getLogger(LaneReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final WorkerTools tools;
    private final Lane lane;
    private final Semaphore free;
    private final SlotReports reports;
    private final JobRunner runner;
    private volatile boolean running;
    private volatile @Nullable ShareConsumer<String, String> reading;
    private @Nullable Thread thread;

    LaneReader(
            WorkerTools tools, Lane lane, Semaphore free, SlotReports reports, JobRunner runner) {
        this.tools = tools;
        this.lane = lane;
        this.free = free;
        this.reports = reports;
        this.runner = runner;
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("lane-" + lane.topic()).start(this::read);
    }

    private void read() {
        while (running) {
            try (var consumer = subscribe()) {
                reading = consumer;
                var link = new LaneLink(consumer);
                while (running && !link.isCut()) {
                    takeOne(consumer);
                }
                if (running) {
                    awaitBroker(consumer);
                }
            } catch (WakeupException e) {
                LOG.debug("Lane {} is no longer read", lane);
            } catch (RuntimeException e) {
                pauseAfter("Lane {} is not read: {}", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Nothing is left to say to a broker: each record was acknowledged when it came.
    private void awaitBroker(ShareConsumer<String, String> cut) throws InterruptedException {
        LOG.warn("Lane {} is not read: no broker can be reached", lane);
        cut.close(Duration.ZERO);
        LaneLink.awaitBroker(tools.consumers().getConfigurationProperties(), () -> running);
    }

    private ShareConsumer<String, String> subscribe() {
        var consumer =
                tools.consumers()
                        .createShareConsumer(Topics.group(lane), tools.worker() + "-" + lane);
        consumer.subscribe(java.util.List.of(lane.topic()));
        return consumer;
    }

    private void takeOne(ShareConsumer<String, String> consumer) throws InterruptedException {
        if (!free.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        reports.waiting(lane, true);
        var started = false;
        try {
            for (var record : consumer.poll(POLL)) {
                started |= claim(consumer, record);
            }
            consumer.commitSync();
        } finally {
            reports.waiting(lane, false);
            if (!started) {
                free.release();
            }
        }
    }

    private boolean claim(
            ShareConsumer<String, String> consumer, ConsumerRecord<String, String> record) {
        var call = WakeUpCalls.parse(lane, record.value());
        if (call.isEmpty()) {
            LOG.error("A record on lane {} is not a wake-up call for it and is dropped", lane);
            consumer.acknowledge(record, AcknowledgeType.REJECT);
            return false;
        }
        try {
            var claimed = tools.transitions().claim(call.get(), tools.worker());
            consumer.acknowledge(record, AcknowledgeType.ACCEPT);
            claimed.ifPresent(row -> runner.start(row, this::freed));
            if (claimed.isPresent()) {
                reports.changed();
            }
            return claimed.isPresent();
        } catch (DataAccessException e) {
            consumer.acknowledge(record, AcknowledgeType.RELEASE);
            pauseAfter("A job on lane {} could not be claimed: {}", e);
            return false;
        } catch (RuntimeException e) {
            LOG.error("{} cannot be begun; its lane goes on", call.get().jobId(), e);
            consumer.acknowledge(record, AcknowledgeType.REJECT);
            return false;
        }
    }

    private void freed() {
        free.release();
        reports.changed();
    }

    private void pauseAfter(String message, Exception e) {
        if (running) {
            LOG.warn(message, lane, e.getMessage());
            LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        }
    }

    void stop() {
        running = false;
        // An interrupt would break Kafka's orderly leave, and the group would wait for the
        // session's end
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        var reader = thread;
        if (reader != null) {
            try {
                reader.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
