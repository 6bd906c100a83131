package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.BinaryCache;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.JobDatabaseSetup;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A PostgreSQL server that is stopped, crashed and started again on the same port. It is durable: a
/// commit that returned is there after a crash.
public final class DatabaseServer implements AutoCloseable {
    private static final String PASSWORD = "only-for-chaos";
    private static final Duration LONGEST_CRASH = Duration.ofSeconds(10);

    private final PostgresProcess.Settings settings;
    private PostgresProcess server;

    DatabaseServer(Path directory, int port) {
        settings =
                new PostgresProcess.Settings(
                        directory, BinaryCache.directory(), port, PASSWORD, true);
        server = PostgresProcess.start(settings);
    }

    public int port() {
        return settings.port();
    }

    /// Of every role.
    public String password() {
        return PASSWORD;
    }

    /// Role and database of one name.
    void create(String name) {
        JobDatabaseSetup.ensure(server, name, PASSWORD);
    }

    /// Past every proxy, as superuser.
    public String jdbcUrl(String database) {
        return server.jdbcUrl(database);
    }

    public String superuser() {
        return server.username();
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), superuser(), PASSWORD);
    }

    /// Ends open transactions and the server.
    public synchronized void stop() {
        server.close();
    }

    /// As if the machine had crashed, but for the page cache: no shutdown, recovery at the next start.
    public synchronized void crash() {
        server.pid()
                .flatMap(ProcessHandle::of)
                .ifPresent(postmaster -> {
                    var children = postmaster.descendants().toList();
                    // first: it would take the death of a child for a reason to start anew by
                    // itself
                    postmaster.destroyForcibly();
                    children.forEach(ProcessHandle::destroyForcibly);
                    awaitEnd(postmaster);
                });
    }

    public synchronized void start() {
        server = PostgresProcess.start(settings);
    }

    @Override
    public void close() {
        stop();
    }

    private static void awaitEnd(ProcessHandle postmaster) {
        try {
            postmaster.onExit().get(LONGEST_CRASH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new BenchmarkFailure("PostgreSQL does not die.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
