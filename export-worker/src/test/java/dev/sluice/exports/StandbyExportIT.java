package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.ReplicatedPostgres;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.problem.ProblemClass;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.sources.reading.ReplicaConflict;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/// Exports that read a hot standby, while its primary goes on.
@Timeout(120)
class StandbyExportIT {
    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 400_000;
    private static final String ALL = "SELECT id, word FROM sales";

    /// A hundred million rows: none of these tests sees its end.
    private static final String ENDLESS =
            "SELECT a.id, b.id AS other, a.word FROM items a CROSS JOIN items b";

    private static final ExportSettings TWO_READERS =
            new ExportSettings(
                    DataSize.ofMegabytes(512),
                    2,
                    2,
                    DataSize.ofMegabytes(4),
                    DataSize.ofGigabytes(100));

    private static ReplicatedPostgres servers;
    private static Database onStandby;
    private static ExportRig rig;

    @BeforeAll
    static void start() throws Exception {
        servers = ReplicatedPostgres.start(DELAY);
        var database = servers.primary().createDatabase();
        onStandby = servers.onStandby(database);
        rig =
                new ExportRig(TWO_READERS, database)
                        .with(
                                "CREATE TABLE items AS SELECT g AS id, md5(g::text) AS word"
                                        + " FROM generate_series(1, 10000) g",
                                "CREATE TABLE sales AS SELECT g AS id, repeat(md5(g::text), 4) AS word"
                                        + " FROM generate_series(1, %d) g".formatted(ROWS),
                                "VACUUM ANALYZE");
        awaitStandby();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStandbyIsReadWholeByAnyNumberOfReaders(int readers) throws Exception {
        var before = rig.query("SELECT pg_current_wal_lsn()").getFirst();
        awaitStandby();
        var job = job(readers == 1 ? ALL + " ORDER BY id" : ALL, onStandby.url());
        job.onPart(_ -> await().atMost(PATIENCE).until(() -> copies() == readers));
        rig.run(job);
        assertWhole(job);
        assertThat(job.manifest().notes()).isEmpty();
        // its own words for the position: a standby has no current one
        var lsn = job.manifest().asOfLsn();
        assertThat(
                        rig.query(
                                "SELECT '%s' <= '%s'::pg_lsn AND '%2$s' <= pg_current_wal_lsn()"
                                        .formatted(before, lsn)))
                .containsExactly("t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE items SET id = id; VACUUM items | row versions",
                "ALTER TABLE items ADD COLUMN IF NOT EXISTS x int; ALTER TABLE items DROP COLUMN x | relation lock",
            })
    void whatReplayCancelsFailsForAReasonAndLeavesNothing(String statements, String reason)
            throws Exception {
        var job = rig.job(ENDLESS, csv(ExportOptions.DEFAULTS), onStandby.url());
        var primary =
                Thread.startVirtualThread(() -> {
                    awaitUpload(job);
                    onPrimary(statements);
                });
        var e = catchThrowableOfType(ProblemException.class, () -> rig.run(job));
        primary.join();
        assertConflict(e);
        assertThat(e.problem().detail()).contains(reason);
        assertNothingLeft(job);
    }

    /// With two readers, which both wait for their writers when the rows go.
    @Test
    void afterBoundedAttemptsTheRowsAreReadFromThePrimary() throws Exception {
        var first = job(ALL, servers.url(rig.database(), "prefer-standby"));
        for (var job : List.of(first, first.next())) {
            conflictOnce(job);
            var e = catchThrowableOfType(ProblemException.class, () -> rig.run(job));
            assertConflict(e);
            assertThat(job.succeeded()).isFalse();
        }
        var third = first.next().next();
        conflictOnce(third);
        rig.run(third);
        assertThat(third.manifest().notes()).contains(Beginnings.READ_FROM_PRIMARY);
        assertWhole(third);
        assertThat(rig.leftOf(third)).isEqualTo(third.manifest().parts().size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standby", "alone"})
    void whoNamesNoPrimaryHearsWhatToChange(String way) throws Exception {
        var url = way.equals("alone") ? onStandby.url() : servers.url(rig.database(), way);
        var last = job(ALL, url).next().next().next().next();
        conflictOnce(last);
        var e = catchThrowableOfType(ProblemException.class, () -> rig.run(last));
        assertConflict(e);
        assertNothingLeft(last);
    }

    /// As on a replica that ends whoever holds a snapshot: each is gone before it can be read by.
    @Test
    void aSnapshotThatIsLostAgainIsNotAskedForForEver() throws Exception {
        var job = job(ALL, onStandby.url());
        var held = rig.hold(job);
        held.close();
        rig.run(job.keptBy(held::snapshot));
        assertWhole(job);
        assertThat(job.manifest().notes()).containsExactly(Beginnings.SNAPSHOT_LOST);
    }

    private static RecordedJob job(String sql, String url) {
        var options = ExportOptions.with().bytesPerPart(4L << 20).earlyParts(true).build();
        return rig.job(sql, csv(options), url);
    }

    private static ExportRequest csv(ExportOptions options) {
        return new ExportRequest(null, ExportFormat.CSV, Compression.NONE, options);
    }

    /// While the first parts wait to be written down, the primary removes what the snapshot sees.
    private static void conflictOnce(RecordedJob job) {
        var conflict = new Conflict();
        job.onPart(_ -> conflict.provoke());
    }

    /// A backend that waits for its reader does not hear that it is to end before the reader goes on; until
    /// then it only keeps replay waiting.
    private static final class Conflict {
        private boolean provoked;
        private long waitsSince;

        synchronized void provoke() {
            if (!provoked) {
                provoked = true;
                onPrimary("UPDATE sales SET id = id WHERE id <= 100; VACUUM sales");
                await().atMost(PATIENCE).until(this::pending);
            }
        }

        private boolean pending() throws SQLException {
            if (!servers.replayWaits()) {
                waitsSince = 0;
            } else if (waitsSince == 0) {
                waitsSince = System.nanoTime();
            }
            return copies() == 0
                    || (waitsSince != 0
                            && System.nanoTime() - waitsSince > DELAY.multipliedBy(3).toNanos());
        }
    }

    private static void onPrimary(String statements) {
        try {
            for (var statement : statements.split(";")) {
                rig.execute(statement);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertConflict(ProblemException e) {
        assertThat(e.problem().code()).isEqualTo(ProblemType.SOURCE_FAILED.code());
        assertThat(e.problem().problemClass()).isEqualTo(ProblemClass.DATA);
        assertThat(e.problem().retryable()).isTrue();
        assertThat(e.problem().sqlstate()).isEqualTo("40001");
        assertThat(e.problem().detail())
                .contains("max_standby_streaming_delay", "hot_standby_feedback", "primary");
        assertThat(ReplicaConflict.caused(e)).isTrue();
    }

    private static void assertWhole(RecordedJob job) throws Exception {
        var manifest = job.manifest();
        assertThat(manifest.complete()).isTrue();
        assertThat(manifest.rowCount()).isEqualTo(ROWS);
        var ids = new BitSet();
        for (var part : manifest.parts()) {
            new String(rig.content(part), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line ->
                            ids.set(Integer.parseInt(line.substring(0, line.indexOf(',')))));
        }
        assertThat(ids.cardinality()).isEqualTo(ROWS);
    }

    private static void assertNothingLeft(RecordedJob job) {
        assertThat(job.succeeded()).isFalse();
        rig.ended(job, JobState.FAILED);
        assertThat(rig.leftOf(job)).isZero();
    }

    private static void awaitUpload(RecordedJob job) {
        await().atMost(PATIENCE)
                .until(() -> !job.progress.isEmpty() && job.progress.getLast().rows() > 0);
    }

    private static void awaitStandby() {
        await().atMost(PATIENCE).until(servers::caughtUp);
    }

    /// Sessions whose newest statement is an export's, but for what a cancellation left of them.
    private static long copies() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                onStandby.jdbcUrl(), onStandby.username(), onStandby.password());
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%'"
                                        + " AND backend_type = 'client backend'"
                                        + " AND state IN ('active', 'idle in transaction')")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
