package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.BinaryCache;
import dev.sluice.embedded.Directories;
import dev.sluice.embedded.Ports;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.Latencies;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A job database of its own that goes away, and one that runs out of space, while clients submit.
@Timeout(600)
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
        restarts(1, Duration.ofSeconds(3));
    }

    @Test
    @Tag("long")
    void noAcceptedJobIsLostWhereTheDatabaseIsStartedAnewTenTimes() throws Exception {
        restarts(10, Duration.ofSeconds(20));
    }

    /// @param apart from the start of the server to its next stop
    private void restarts(int times, Duration apart) throws Exception {
        var server = PostgresProcess.start(settings);
        var database = database(server);
        var recoveries = new Latencies();
        try (var gateway = Gateway.start(database);
                var submits = SteadySubmits.to(ready(gateway)::client)) {
            await().atMost(PATIENCE).until(() -> submits.accepted() > 20);
            for (int i = 0; i < times; i++) {
                var refused = submits.refused();
                server.close();
                await().atMost(PATIENCE).until(() -> submits.refused() > refused + 10);
                server = PostgresProcess.start(settings);
                var began = System.nanoTime();
                recoveries.add(acceptsAgain(submits, began));
                await().atMost(apart.plus(PATIENCE))
                        .until(() -> System.nanoTime() - began > apart.toNanos());
            }
            submits.close();

            try (var connection = gateway.database()) {
                var account = Account.of(connection, submits.ids());
                Figures.of("job database restarted %d times, %s apart".formatted(times, apart))
                        .count("accepted", submits.accepted())
                        .count("without a row", account.lost())
                        .count("503 problem documents", submits.refused())
                        .count("other answers", submits.wrong().size())
                        .seconds(
                                "accepting again after its port was back, p50",
                                recoveries.percentile(50))
                        .seconds("at worst", recoveries.percentile(100))
                        .print();
                assertThat(submits.wrong()).isEmpty();
                account.assertNoneLost();
            }
        } finally {
            server.close();
        }
    }

    /// @return nanoseconds since the port was back
    private static long acceptsAgain(SteadySubmits submits, long since) {
        var before = submits.accepted();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> submits.accepted() > before);
        return System.nanoTime() - since;
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
        var server = PostgresProcess.start(settings).watched();
        var database = database(server);
        var filler = directory.resolve("filler");
        try (var gateway = Gateway.start(database);
                var submits = SteadySubmits.to(ready(gateway)::client)) {
            await().atMost(PATIENCE).until(() -> submits.accepted() > 20);
            fill(filler);
            await().atMost(PATIENCE).until(() -> submits.refused() > 20);
            Files.delete(filler);
            var space = System.nanoTime();
            // nobody starts anything: a server that could not even write its log comes back by
            // itself
            var recovered = acceptsAgain(submits, space);
            var before = submits.accepted();
            await().atMost(PATIENCE).until(() -> submits.accepted() > before + 20);
            submits.close();

            try (var connection = gateway.database()) {
                var account = Account.of(connection, submits.ids());
                Figures.of("disk of the job database full")
                        .count("accepted", submits.accepted())
                        .count("without a row", account.lost())
                        .count("503 problem documents", submits.refused())
                        .count("other answers", submits.wrong().size())
                        .seconds(
                                "accepting again after space was back", Duration.ofNanos(recovered))
                        .print();
                assertThat(submits.wrong()).isEmpty();
                account.assertNoneLost();
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
