package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.guard.TrustedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CopyFailureIT {
    private static final String ENDLESS = "SELECT generate_series(1, 1000000000), repeat('x', 200)";
    private static final String SILENT = "SELECT pg_sleep(600)";

    private static final TestSource SOURCE = TestSource.create();
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void aTerminatedBackendIsAFailureAndNeverAnEnd() {
        try (var copy = copy(ENDLESS)) {
            readSome(copy);
            terminate();
            var problem = problem(() -> readAll(copy));
            assertThat(problem.code()).isEqualTo("source_failed");
            assertThat(problem.retryable()).isTrue();
            assertThatThrownBy(copy::copiedRows).isInstanceOf(IllegalStateException.class);
            assertThat(problem(copy::next).code()).isEqualTo("source_failed");
        }
    }

    @Test
    void aStatementCancelledAtTheSourceIsAFailure() {
        try (var copy = copy(ENDLESS)) {
            readSome(copy);
            SOURCE.run(onBackends("pg_cancel_backend"));
            assertThat(problem(() -> readAll(copy)).code()).isEqualTo("source_failed");
        }
    }

    @Test
    void cancellingWhileRowsFlowEndsTheReadersNextCall() {
        try (var copy = copy(ENDLESS)) {
            readSome(copy);
            copy.cancel();
            assertThatThrownBy(() -> readAll(copy)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(copy::next).isInstanceOf(CancellationException.class);
            awaitNoBackend();
        }
    }

    @Test
    void cancellingWakesAReaderThatWaitsForTheFirstRow() {
        try (var copy = copy(SILENT)) {
            var waiting =
                    CompletableFuture.supplyAsync(() -> readAll(copy), Thread::startVirtualThread);
            Awaitility.await()
                    .until(() -> SOURCE.backends().stream().anyMatch(b -> b.contains("COPY")));
            long started = System.nanoTime();
            copy.cancel();
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(CancellationException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(1));
            awaitNoBackend();
        }
    }

    @Test
    void cancellingEndsABackendThatNobodyReadsFrom() {
        try (var copy = copy(ENDLESS)) {
            readSome(copy);
            copy.cancel();
            awaitNoBackend();
            assertThatThrownBy(copy::next).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void cancellingBeforeTheFirstReadIsEnough() {
        try (var copy = copy(SILENT)) {
            copy.cancel();
            assertThatThrownBy(copy::next).isInstanceOf(CancellationException.class);
            awaitNoBackend();
        }
    }

    @Test
    void closingEarlyEndsTheBackend() {
        var copy = copy(ENDLESS);
        readSome(copy);
        copy.close();
        copy.close();
        awaitNoBackend();
    }

    @Test
    void closingUnreadEndsTheBackend() {
        copy(SILENT).close();
        awaitNoBackend();
    }

    @Test
    void aSilentSourceIsGivenUp() {
        var settings = DataSourcesSettings.defaults().withSilenceLimit(Duration.ofMillis(200));
        try (var impatient = DataSources.create(settings);
                var copy =
                        WholeCopy.open(
                                impatient,
                                SOURCE.connection(),
                                TrustedSql.of("SELECT pg_sleep(60)"),
                                CopyFormat.Csv.DEFAULT,
                                null)) {
            var problem = problem(copy::next);
            assertThat(problem.code()).isEqualTo("source_failed");
            assertThat(problem.detail()).contains("said nothing");
        }
        awaitNoBackend();
    }

    @Test
    void anUnreachableSourceIsSaidSo() {
        var nobody =
                TestSource.connection(
                        "postgresql://127.0.0.1:1/x",
                        "ana",
                        "secret",
                        java.util.List.of(),
                        java.util.List.of());
        assertThat(
                        problem(() ->
                                        WholeCopy.open(
                                                SOURCES,
                                                nobody,
                                                TrustedSql.of("SELECT 1"),
                                                CopyFormat.Csv.DEFAULT,
                                                null))
                                .code())
                .isEqualTo("source_unreachable");
    }

    private static CopyReader copy(String sql) {
        return WholeCopy.open(
                SOURCES, SOURCE.connection(), TrustedSql.of(sql), CopyFormat.Csv.DEFAULT, null);
    }

    private static void readSome(CopyReader copy) {
        for (int i = 0; i < 1000; i++) {
            assertThat(copy.next()).isTrue();
        }
    }

    private static long readAll(CopyReader copy) {
        while (copy.next()) {
            // until the end or a failure
        }
        return copy.copiedRows();
    }

    private static void terminate() {
        SOURCE.run(onBackends("pg_terminate_backend"));
    }

    private static String onBackends(String function) {
        return "SELECT "
                + function
                + "(pid) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name = 'sluice'";
    }

    private static void awaitNoBackend() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> SOURCE.backends().isEmpty());
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }
}
