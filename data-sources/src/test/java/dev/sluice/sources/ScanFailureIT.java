package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScanFailureIT {
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            "CREATE TABLE lines AS SELECT i AS id, repeat(md5(i::text), 30) AS pad"
                                    + " FROM generate_series(1, 40000) i",
                            "ANALYZE");
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());
    private static final GuardedSql LINES =
            SOURCES.guard(
                    SOURCE.connection(),
                    SOURCES.catalog(SOURCE.connection()),
                    "SELECT * FROM lines");

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void aScanWhoseFirstSessionDiedIsNotConfirmed() {
        try (var scan = scan()) {
            var pids = pids();
            try (var first = scan.reader();
                    var second = scan.reader()) {
                read(first.open(0));
                terminate(pids.getFirst());
                // the other reader goes on: the server never tells it
                for (int range = 1; range < scan.ranges(); range++) {
                    read(second.open(range));
                }
            }
            assertThat(problem(scan::confirm).code()).isEqualTo("source_failed");
        }
        awaitNoBackend();
    }

    @Test
    void aReaderThatDiesFails() {
        try (var scan = scan();
                var first = scan.reader();
                var second = scan.reader()) {
            var copy = second.open(0);
            assertThat(copy.next()).isTrue();
            terminate(pids().getLast());
            var problem = problem(() -> read(copy));
            assertThat(problem.code()).isEqualTo("source_failed");
            assertThat(problem.retryable()).isTrue();
            assertThatThrownBy(copy::copiedRows).isInstanceOf(IllegalStateException.class);
            read(first.open(1));
        }
        awaitNoBackend();
    }

    @Test
    void aReaderCannotBeHadOnceTheSnapshotIsGone() {
        try (var scan = scan();
                var first = scan.reader();
                var second = scan.reader()) {
            terminate(pids().getFirst());
            assertThat(problem(() -> read(first.open(0))).code()).isEqualTo("source_failed");
            read(second.open(0));
            assertThat(problem(() -> scan.reader().close()).code()).isEqualTo("source_failed");
        }
    }

    @Test
    void cancellingEndsEveryReaderAndItsBackend() {
        try (var scan = scan();
                var first = scan.reader();
                var second = scan.reader()) {
            var busy = first.open(0);
            assertThat(busy.next()).isTrue();
            var idle = second.open(1);
            read(idle);
            scan.cancel();
            assertThatThrownBy(() -> read(busy)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> second.open(2)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(scan::reader).isInstanceOf(CancellationException.class);
            assertThatThrownBy(scan::confirm).isInstanceOf(CancellationException.class);
            awaitNoBackend();
        }
    }

    @Test
    void closingMidwayLeavesNoBackend() {
        var scan = scan();
        var copy = scan.reader().open(0);
        assertThat(copy.next()).isTrue();
        scan.reader();
        scan.close();
        scan.close();
        awaitNoBackend();
    }

    @Test
    void anUnreadScanLeavesNoBackend() {
        scan().close();
        awaitNoBackend();
    }

    @Test
    void openingIsCancelledAtEachOfItsStatements() throws Exception {
        for (var step :
                List.of(
                        "SELECT pg_catalog.set_config",
                        "SELECT n.nspname",
                        "LOCK TABLE",
                        "SELECT pg_catalog.statement_timestamp()",
                        "EXPLAIN",
                        "SELECT pg_catalog.pg_export_snapshot()",
                        "SET TRANSACTION SNAPSHOT")) {
            try (var gate = new StatementGate(SOURCE)) {
                var wish = new Wish();
                gate.watch(s -> {
                    if (s.startsWith(step)) {
                        wish.request();
                    }
                });
                assertThatThrownBy(() ->
                                SOURCES.scan(
                                                at(gate.url()),
                                                LINES,
                                                ScanRequest.of(CopyFormat.Csv.DEFAULT),
                                                wish)
                                        .close())
                        .as(step)
                        .isInstanceOf(CancellationException.class);
                awaitNoBackend();
            }
        }
    }

    @Test
    void waitingForALockIsCancelled() throws Exception {
        try (var other = SOURCE.open();
                var lock = other.createStatement()) {
            lock.execute("BEGIN; LOCK TABLE lines");
            var wish = new Wish();
            var opening =
                    CompletableFuture.supplyAsync(
                            () ->
                                    SOURCES.scan(
                                            SOURCE.connection(),
                                            LINES,
                                            ScanRequest.of(CopyFormat.Csv.DEFAULT),
                                            wish),
                            Thread::startVirtualThread);
            Awaitility.await()
                    .until(() -> SOURCE.exports().stream().anyMatch(b -> b.contains("LOCK")));
            wish.request();
            assertThatThrownBy(opening::join).hasCauseInstanceOf(CancellationException.class);
            awaitNoBackend();
        }
    }

    @Test
    void connectingIsCancelled() throws IOException {
        try (var mute = new java.net.ServerSocket(0)) {
            var wish = new Wish();
            var opening =
                    CompletableFuture.supplyAsync(
                            () ->
                                    SOURCES.scan(
                                            at(
                                                    "postgresql://127.0.0.1:"
                                                            + mute.getLocalPort()
                                                            + "/x"),
                                            LINES,
                                            ScanRequest.of(CopyFormat.Csv.DEFAULT),
                                            wish),
                            Thread::startVirtualThread);
            Awaitility.await().until(wish::listenedTo);
            long started = System.nanoTime();
            wish.request();
            assertThatThrownBy(opening::join).hasCauseInstanceOf(CancellationException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aStoppedBackendIsGivenUp() throws Exception {
        var settings = DataSourcesSettings.defaults().withSilenceLimit(Duration.ofMillis(200));
        try (var impatient = DataSources.create(settings);
                var scan =
                        impatient.scan(
                                SOURCE.connection(),
                                LINES,
                                ScanRequest.of(CopyFormat.Csv.DEFAULT));
                var reader = scan.reader()) {
            var pid = pids().getFirst();
            signal("-STOP", pid);
            try {
                var problem = problem(() -> read(reader.open(0)));
                assertThat(problem.code()).isEqualTo("source_failed");
                assertThat(problem.detail()).contains("said nothing");
            } finally {
                signal("-CONT", pid);
            }
        }
        awaitNoBackend();
    }

    @Test
    void whatABackendStillMeansToDoEndsAReaderThatIsClosedMidway() {
        try (var scan = scan();
                var reader = scan.reader()) {
            var copy = reader.open(0);
            assertThat(copy.next()).isTrue();
            copy.close();
            assertThatThrownBy(() -> reader.open(1)).isInstanceOf(IllegalStateException.class);
            assertThat(problem(scan::confirm).code()).isEqualTo("source_failed");
        }
        awaitNoBackend();
    }

    private static Scan scan() {
        var scan = SOURCES.scan(SOURCE.connection(), LINES, ScanRequest.of(CopyFormat.Csv.DEFAULT));
        assertThat(scan.ranges()).isGreaterThan(2);
        return scan;
    }

    private static dev.sluice.model.source.SourceConnection at(String url) {
        return TestSource.connection(
                url,
                SOURCE.database().username(),
                SOURCE.database().password(),
                List.of(),
                List.of());
    }

    /// Of the exports, oldest first.
    private static List<String> pids() {
        return SOURCE.ask(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND"
                        + " application_name = 'sluice' AND state <> 'idle' ORDER BY backend_start");
    }

    private static void terminate(String pid) {
        SOURCE.ask("SELECT pg_terminate_backend(" + pid + ")");
        Awaitility.await().until(() -> !pids().contains(pid));
    }

    private static void signal(String signal, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    }

    private static void read(CopyReader copy) {
        try (copy) {
            RowSum.of(copy);
        }
    }

    private static void awaitNoBackend() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> SOURCE.exports().isEmpty());
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }

    /// A cancellation that is requested by hand.
    private static final class Wish implements Cancellation {
        private final CompletableFuture<Void> requested = new CompletableFuture<>();
        private volatile boolean listened;

        void request() {
            requested.complete(null);
        }

        boolean listenedTo() {
            return listened;
        }

        @Override
        public boolean requested() {
            return requested.isDone();
        }

        @Override
        public AutoCloseable onRequest(Runnable abort) {
            listened = true;
            requested.thenRun(abort);
            return () -> {};
        }
    }
}
