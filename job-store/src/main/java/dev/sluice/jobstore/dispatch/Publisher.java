package dev.sluice.jobstore.dispatch;

import dev.sluice.model.Json;
import dev.sluice.model.message.JobReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends wake-up calls, all at once, and says which of them the broker did not take in time.
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration PATIENCE = LeaderLease.LENGTH.dividedBy(2);

    private final Producer<String, String> kafka;
    private boolean brokerAway;

    Publisher(Producer<String, String> kafka) {
        this.kafka = kafka;
    }

    /// Whether the last call was not taken.
    boolean brokerAway() {
        return brokerAway;
    }

    /// @return the calls that may not have been sent
    List<JobReady> send(List<JobReady> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var sending = new ArrayList<Future<?>>();
        var unsent = new ArrayList<JobReady>();
        @Nullable String failure = null;
        for (var call : calls) {
            // Without metadata each send would wait in vain for as long as the first
            if (failure == null) {
                sending.add(send(call));
                failure = failedAtOnce(sending.getLast());
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            var reason = i < sending.size() ? await(sending.get(i), deadline) : failure;
            if (reason != null) {
                failure = reason;
                unsent.add(calls.get(i));
            }
        }
        if (failure != null) {
            LOG.warn("Kafka did not take {} jobs ({}); they wait", unsent.size(), failure);
        }
        brokerAway = failure != null;
        return unsent;
    }

    private Future<?> send(JobReady call) {
        try {
            return kafka.send(
                    new ProducerRecord<>(call.lane().topic(), call.jobId(), Json.write(call)));
        } catch (KafkaException e) {
            return java.util.concurrent.CompletableFuture.failedFuture(e);
        }
    }

    private static @Nullable String failedAtOnce(Future<?> sent) {
        return sent.isDone() ? await(sent, System.nanoTime()) : null;
    }

    private static @Nullable String await(Future<?> sent, long deadline) {
        try {
            sent.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
