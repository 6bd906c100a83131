package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.BinaryCache;
import dev.sluice.embedded.Directories;
import dev.sluice.embedded.Ports;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.fixtures.PostgresServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A job database of its own that goes away, and one that runs out of space, while clients submit.
@Timeout(240)
class DatabaseOutagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SMALL_DISK_MEGABYTES = 250;

    private final Path directory = temporaryDirectory();
    private final PostgresProcess.Settings settings =
            new PostgresProcess.Settings(
                    directory.resolve("postgresql"),
                    BinaryCache.directory(),
                    Ports.free(),
                    "only-for-tests",
                    true);
    private boolean mounted;

    @AfterEach
    void clear() {
        PostgresProcess.stopLeftBehind(settings.directory(), settings.binaries());
        if (mounted) {
            run("umount", directory.toString());
        }
        Directories.delete(directory);
    }

    @Test
    void noAcceptedJobIsLostWhereTheDatabaseIsStartedAnew() throws Exception {
        var server = PostgresProcess.start(settings);
        var database = database(server);
        try (var gateway = Gateway.start(database);
                var submits = SteadySubmits.to(ready(gateway)::client)) {
            await().atMost(PATIENCE).until(() -> submits.accepted() > 20);
            server.close();
            await().atMost(PATIENCE).until(() -> submits.refused() > 10);
            server = PostgresProcess.start(settings);
            var began = System.nanoTime();
            var before = submits.accepted();
            await().atMost(PATIENCE).until(() -> submits.accepted() > before);
            System.out.printf(
                    "accepting again %.1f s after the database's port is back%n",
                    (System.nanoTime() - began) / 1e9);
            await().atMost(PATIENCE).until(() -> submits.accepted() > before + 20);

            assertThat(submits.wrong()).isEmpty();
            try (var connection = gateway.database()) {
                submits.assertNoneLost(connection);
            }
        } finally {
            server.close();
        }
    }

    @Test
    void aFullDiskIsToldAndRoomLetsTheGatewayGoOn() throws Exception {
        mounted =
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + SMALL_DISK_MEGABYTES + "m,mode=755",
                        "sluice-test",
                        directory.toString());
        assumeThat(mounted).as("this process may mount").isTrue();
        var server = PostgresProcess.start(settings);
        var database = database(server);
        var filler = directory.resolve("filler");
        try (var gateway = Gateway.start(database);
                var submits = SteadySubmits.to(ready(gateway)::client)) {
            await().atMost(PATIENCE).until(() -> submits.accepted() > 20);
            fill(filler);
            await().atMost(PATIENCE).until(() -> submits.refused() > 20);
            Files.delete(filler);
            // a server that could not even write its log has stopped
            PostgresProcess.stopLeftBehind(settings.directory(), settings.binaries());
            server = PostgresProcess.start(settings);
            var before = submits.accepted();
            await().atMost(PATIENCE).until(() -> submits.accepted() > before + 20);

            assertThat(submits.wrong()).isEmpty();
            try (var connection = gateway.database()) {
                submits.assertNoneLost(connection);
            }
        } finally {
            server.close();
        }
    }

    private static Gateway ready(Gateway gateway) {
        var answer = gateway.client().post("/v1/sources", GatewayTestCase.source("shop"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return gateway;
    }

    private static PostgresServer.Database database(PostgresProcess server) throws Exception {
        var url = "postgresql://" + server.host() + ":" + server.port() + "/jobs";
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.username(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE jobs");
        }
        return new PostgresServer.Database(
                "jobs", "jdbc:" + url, url, server.username(), server.password());
    }

    /// Takes every byte that is left.
    private static void fill(Path file) throws IOException {
        try (var filler = new RandomAccessFile(file.toFile(), "rw")) {
            for (var block = new byte[1 << 20]; block.length > 0; ) {
                try {
                    filler.write(block);
                } catch (IOException full) {
                    block = new byte[block.length / 2];
                }
            }
        }
    }

    private static boolean run(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("sluice-database");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
