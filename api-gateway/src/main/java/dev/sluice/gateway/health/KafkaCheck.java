package dev.sluice.gateway.health;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/// Asks the broker who is in its cluster.
final class KafkaCheck implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 2_000;

    private final String bootstrap;
    private @Nullable Admin admin;

    KafkaCheck(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    Component check() throws InterruptedException {
        try {
            var nodes =
                    client().describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return nodes.isEmpty() ? Component.unhealthy("has no broker") : Component.HEALTHY;
        } catch (ExecutionException | TimeoutException e) {
            return Component.unhealthy(
                    "no broker answers; jobs are accepted and wait until one does");
        }
    }

    private synchronized Admin client() {
        if (admin == null) {
            admin =
                    Admin.create(
                            Map.of(
                                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                    bootstrap,
                                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                    PATIENCE_MILLIS,
                                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                    PATIENCE_MILLIS,
                                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                    PATIENCE_MILLIS,
                                    "enable.metrics.push",
                                    false));
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
