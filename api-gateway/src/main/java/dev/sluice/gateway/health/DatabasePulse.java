package dev.sluice.gateway.health;

import dev.sluice.jobstore.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Feels once a second whether the job database answers, on a connection of its own: the pool may be
/// busy, and a server that was stopped in mid-air lets a connection wait for long. While it is away,
/// requests are refused at once instead of waiting one by one.
public final class DatabasePulse implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DatabasePulse.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// For connecting, and for each answer. A beat that takes longer than this counts as none.
    private static final int PATIENCE_SECONDS = 3;

    private final String url;
    private final Properties properties = new Properties();
    private volatile boolean running;
    private volatile boolean away;
    private @Nullable Thread thread;

    DatabasePulse(DatabaseSettings settings) {
        url = settings.url().startsWith("jdbc:") ? settings.url() : "jdbc:" + settings.url();
        properties.setProperty("user", settings.username());
        properties.setProperty("password", settings.password());
        properties.setProperty("connectTimeout", Integer.toString(PATIENCE_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(PATIENCE_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(PATIENCE_SECONDS));
        properties.setProperty("ApplicationName", "sluice pulse");
    }

    /// Whether the last beat failed.
    public boolean away() {
        return away;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("database-pulse").start(this::beat);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void beat() {
        while (running) {
            try (var connection = DriverManager.getConnection(url, properties)) {
                feel(connection);
            } catch (SQLException e) {
                if (running && !away) {
                    away = true;
                    LOG.warn("The job database does not answer: {}", e.getMessage());
                }
                LockSupport.parkNanos(INTERVAL.toNanos());
            }
        }
    }

    private void feel(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT 1")) {
            while (running) {
                statement.execute();
                if (away) {
                    away = false;
                    LOG.info("The job database answers again");
                }
                LockSupport.parkNanos(INTERVAL.toNanos());
            }
        }
    }
}
