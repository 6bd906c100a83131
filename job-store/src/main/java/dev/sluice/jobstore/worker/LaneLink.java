package dev.sluice.jobstore.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a share consumer still has a connection to some broker.
///
/// One without takes a processor for itself, and writes thousands of lines a second to the log, until a
/// broker is back (kafka-clients 4.3.1, whatever its settings for backing off). So it is given up, and
/// [#awaitBroker] asks in its place.
final class LaneLink {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLink.class);

    /// Longer than a connection with TLS and sign-in takes over the slowest network that works.
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ShareConsumer<?, ?> consumer;
    private long connectedAt = System.nanoTime();

    LaneLink(ShareConsumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /// Whether it had no connection for a while.
    boolean isCut() {
        var now = System.nanoTime();
        if (connections() != 0) {
            connectedAt = now;
        }
        return now - connectedAt > GRACE.toNanos();
    }

    private double connections() {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-count"))
                .map(Metric::metricValue)
                .mapToDouble(count -> count instanceof Number number ? number.doubleValue() : 0)
                .max()
                .orElseThrow(
                        () -> new IllegalStateException("Kafka's consumer counts no connections"));
    }

    /// Looks again and again, until a broker answers or nobody waits for one any more.
    ///
    /// @param settings of a consumer; what else they hold is left out
    static void awaitBroker(Map<String, Object> settings, Waiting waiting)
            throws InterruptedException {
        var known =
                settings.entrySet().stream()
                        .filter(setting ->
                                AdminClientConfig.configNames().contains(setting.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        while (waiting.goesOn() && !answers(known)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @FunctionalInterface
    interface Waiting {
        boolean goesOn();
    }

    private static boolean answers(Map<String, Object> settings) throws InterruptedException {
        try (var admin = Admin.create(settings)) {
            var options = new DescribeClusterOptions().timeoutMs((int) ANSWER.toMillis());
            return !admin.describeCluster(options).nodes().get().isEmpty();
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("No broker answers", e);
            return false;
        }
    }
}
