package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ExportTroubleIT {
    /// A hundred million rows: none of these tests sees its end.
    private static final String ENDLESS =
            "SELECT a.id, b.id AS other, a.word FROM items a CROSS JOIN items b";

    private static final String COPIES =
            "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'"
                    + " AND state = 'active'";

    private static ExportRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig =
                new ExportRig()
                        .with(
                                "CREATE TABLE items AS SELECT g AS id, md5(g::text) AS word"
                                        + " FROM generate_series(1, 10000) g");
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(ExportFormat.CSV, Compression.NONE),
                Arguments.of(ExportFormat.CSV, Compression.GZIP),
                Arguments.of(ExportFormat.PARQUET, Compression.ZSTD));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void cancellingMidwayLeavesNothing(ExportFormat format, Compression compression)
            throws Exception {
        var job = rig.job(ENDLESS, format, compression);
        var canceller =
                Thread.startVirtualThread(() -> {
                    awaitUpload(job);
                    job.cancel();
                });
        assertThatThrownBy(() -> rig.run(job)).isInstanceOf(CancellationException.class);
        canceller.join();
        assertNothingLeft(job);
        assertThat(job.progress.getLast().fraction()).isBetween(0.0, 0.99);
        assertThat(job.progress.getLast().rows()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"CHECKING", "EXPORTING", "PUBLISHING"})
    void cancellingAtAnyStageLeavesNothing(Stage stage) throws Exception {
        var job = rig.job("SELECT * FROM items", ExportFormat.CSV, Compression.NONE);
        job.onStage(reached -> {
            if (reached == stage) {
                job.cancel();
            }
        });
        assertThatThrownBy(() -> rig.run(job)).isInstanceOf(CancellationException.class);
        assertNothingLeft(job);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aTerminatedBackendFailsTheExportAndLeavesNothing(
            ExportFormat format, Compression compression) throws Exception {
        var job = rig.job(ENDLESS, format, compression);
        var killer =
                Thread.startVirtualThread(() -> {
                    awaitUpload(job);
                    query("SELECT pg_terminate_backend(pid) " + COPIES);
                });
        assertThatThrownBy(() -> rig.run(job))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem().code())
                                        .isEqualTo(ProblemType.SOURCE_FAILED.code()));
        killer.join();
        assertNothingLeft(job);
    }

    /// A source that neither answers nor hangs up can be left at once.
    @Test
    void aSourceThatHangsIsLeftWhenTheExportIsCancelled() throws Exception {
        var job = rig.job(ENDLESS, ExportFormat.CSV, Compression.NONE);
        var backend = new AtomicReference<>("");
        var canceller =
                Thread.startVirtualThread(() -> {
                    awaitUpload(job);
                    backend.set(query("SELECT pid::text " + COPIES).getFirst());
                    signal("STOP", String.valueOf(backend.get()));
                    job.cancel();
                });
        try {
            assertThatThrownBy(() -> rig.run(job)).isInstanceOf(CancellationException.class);
            canceller.join();
        } finally {
            signal("CONT", String.valueOf(backend.get()));
        }
        assertNothingLeft(job);
    }

    private static void signal(String name, String process) {
        try {
            new ProcessBuilder("kill", "-" + name, process).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The first failure is told, not what broke because of it.
    @Test
    void theFailureOfOneReaderEndsTheOther() throws Exception {
        rig.with(
                "CREATE UNLOGGED TABLE IF NOT EXISTS wide AS SELECT g AS id, repeat(md5(g::text), 4)"
                        + " AS word FROM generate_series(1, 400000) g",
                "ANALYZE wide");
        for (var format : List.of(ExportFormat.CSV, ExportFormat.PARQUET)) {
            var job =
                    rig.job(
                            "SELECT word, 1 / (399000 - id) AS x FROM wide",
                            format,
                            format.compressions().getFirst());
            assertThatThrownBy(() -> rig.run(job))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("division by zero");
            assertNothingLeft(job);
        }
    }

    /// Between parts and while parts are recorded.
    @Test
    void cancellingBetweenPartsLeavesOnlyWhatIsRecorded() throws Exception {
        var job =
                rig.job(
                        "SELECT * FROM items",
                        new ExportRequest(
                                null,
                                ExportFormat.CSV,
                                Compression.NONE,
                                ExportOptions.with().rowsPerPart(1_000L).earlyParts(true).build()));
        job.onPart(part -> {
            if (part.number() == 3) {
                job.cancel();
            }
        });
        assertThatThrownBy(() -> rig.run(job)).isInstanceOf(CancellationException.class);
        assertThat(job.succeeded()).isFalse();
        assertThat(rig.leftBehind(job)).isEqualTo(job.parts().size());
        rig.ended(job, JobState.CANCELLED);
        assertThat(rig.leftOf(job)).isZero();
    }

    @Test
    void aStatementThatFailsMidwayLeavesNothing() throws Exception {
        var job =
                rig.job(
                        "SELECT 1 / (5000 - id) AS x FROM items ORDER BY id",
                        ExportFormat.PARQUET,
                        Compression.ZSTD);
        assertThatThrownBy(() -> rig.run(job))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("division by zero");
        assertNothingLeft(job);
    }

    @Test
    void whatIsRefusedAtTheEndIsTakenBack() throws Exception {
        var cancelled = rig.job("SELECT * FROM items", ExportFormat.CSV, Compression.NONE);
        cancelled.refusingSuccessWith(new CancellationException("cancelled meanwhile"));
        assertThatThrownBy(() -> rig.run(cancelled)).isInstanceOf(CancellationException.class);
        assertNothingLeft(cancelled);

        var lost = rig.job("SELECT * FROM items", ExportFormat.CSV, Compression.NONE);
        lost.refusingSuccessWith(new LeaseLost("job_x", 1));
        assertThatThrownBy(() -> rig.run(lost)).isInstanceOf(LeaseLost.class);
        assertNothingLeft(lost);
    }

    @Test
    void whatMayHaveBeenPublishedIsNotTakenBack() {
        var unclear = rig.job("SELECT * FROM items", ExportFormat.CSV, Compression.NONE);
        unclear.refusingSuccessWith(new IllegalStateException("no answer from the job database"));
        assertThatThrownBy(() -> rig.run(unclear)).isInstanceOf(IllegalStateException.class);
        assertThat(rig.leftBehind(unclear)).isEqualTo(2);
    }

    private static void awaitUpload(RecordedJob job) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !job.progress.isEmpty() && job.progress.getLast().rows() > 200_000);
    }

    private static void assertNothingLeft(RecordedJob job) {
        assertThat(job.succeeded()).isFalse();
        assertThat(rig.leftBehind(job)).isZero();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(query("SELECT pid " + COPIES)).isEmpty());
    }

    private static List<String> query(String sql) {
        try {
            return rig.query(sql).stream().map(String::valueOf).toList();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
