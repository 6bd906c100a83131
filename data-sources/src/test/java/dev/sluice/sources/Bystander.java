package dev.sluice.sources;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// Another session that changes a table while it is read.
final class Bystander implements AutoCloseable {
    private final TestSource source;
    private final Connection connection;
    private final String pid;
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

    Bystander(TestSource source) throws SQLException {
        this.source = source;
        connection = source.open();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            pid = row.getString(1);
        }
    }

    /// Returns once the change is done or waits for a lock.
    ///
    /// @return whether it is done
    boolean change(String statements) {
        work = CompletableFuture.runAsync(() -> run(statements), Thread::startVirtualThread);
        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(10))
                .until(() -> work.isDone() || waits());
        return work.isDone();
    }

    private boolean waits() {
        return !source.ask(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = "
                                + pid)
                .isEmpty();
    }

    private void run(String statements) {
        try (var statement = connection.createStatement()) {
            for (var one : statements.split(";")) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /// Waits for what was still waiting; its own failure is nobody's matter.
    @Override
    public void close() throws Exception {
        work.handle((done, failed) -> done).get(30, TimeUnit.SECONDS);
        connection.close();
    }
}
