package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.HeldSnapshot;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import dev.sluice.sources.reading.SnapshotGone;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeldSnapshotIT {
    private static final String READ = "SELECT id, pad FROM lines WHERE id <> 7";
    private static final TestSource SOURCE = TestSource.create();
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @BeforeEach
    void fill() {
        SOURCE.run(
                "DROP TABLE IF EXISTS lines",
                "CREATE TABLE lines AS SELECT i AS id, repeat(md5(i::text), 30) AS pad"
                        + " FROM generate_series(1, 40000) i",
                "ANALYZE lines");
    }

    @Test
    void anyConnectionReadsByItAsLongAsItIsHeld() throws Exception {
        try (var held = hold()) {
            SOURCE.run("DELETE FROM lines WHERE id > 100");
            try (var connection = SOURCE.open();
                    var statement = connection.createStatement()) {
                statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
                statement.execute("SET TRANSACTION SNAPSHOT '" + held.snapshot().name() + "'");
                try (var rows = statement.executeQuery("SELECT count(*) FROM lines")) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(40_000);
                }
            }
            assertThat(held.alive()).isTrue();
        }
        Awaitility.await().until(() -> SOURCE.exports().isEmpty());
    }

    @Test
    void twoScansByItHaveTheSameRangesAndRows() {
        var before = RowSum.of(SOURCE, READ);
        try (var held = hold()) {
            assertThat(held.snapshot().tables())
                    .singleElement()
                    .satisfies(t -> assertThat(t.blocks()).isGreaterThan(4096));
            var first = byRange(held.snapshot());
            SOURCE.run(
                    "UPDATE lines SET pad = repeat('z', 1500)",
                    "INSERT INTO lines SELECT i, 'late' FROM generate_series(50000, 90000) i",
                    "ANALYZE lines");
            assertThat(byRange(held.snapshot())).isEqualTo(first);
            assertThat(first.stream().reduce(RowSum.NONE, RowSum::plus)).isEqualTo(before);
        }
    }

    @Test
    void aScanBySeveralReadersIsConfirmedByItsHolder() {
        var before = RowSum.of(SOURCE, READ);
        try (var held = hold();
                var scan = scan(held.snapshot())) {
            SOURCE.run("DELETE FROM lines");
            assertThat(scan.asOf()).isEqualTo(held.snapshot().asOf());
            assertThat(scan.snapshot()).isEqualTo(held.snapshot());
            assertThat(RowSum.of(scan, 3)).isEqualTo(before);
        }
    }

    @Test
    void whatIsHeldNoMoreIsSaidToBeGone() {
        var held = hold();
        var snapshot = held.snapshot();
        try (var scan = scan(snapshot);
                var reader = scan.reader()) {
            kill();
            Awaitility.await().until(() -> !held.alive());
            assertThat(held.alive()).isFalse();
            held.close();
            assertThatThrownBy(() -> scan(snapshot)).isInstanceOf(SnapshotGone.class);
            assertThatThrownBy(scan::reader).isInstanceOf(SnapshotGone.class);
            assertThatThrownBy(scan::confirm).isInstanceOf(SnapshotGone.class);
            reader.close();
        }
        assertThatThrownBy(() ->
                        scan(
                                new ExportSnapshot(
                                        "nonsense", snapshot.asOf(), null, snapshot.tables())))
                .isInstanceOf(SnapshotGone.class);
    }

    @Test
    void aWriterThatWaitsForTheHolderMakesItGone() throws Exception {
        try (var other = new Bystander(SOURCE)) {
            try (var held = hold()) {
                assertThat(other.change("TRUNCATE lines")).isFalse();
                assertThatThrownBy(() -> scan(held.snapshot())).isInstanceOf(SnapshotGone.class);
                assertThat(held.alive()).isTrue();
            }
        }
    }

    @Test
    void aStatementOfAnyKindCanBeHeld() {
        var sql = guard("SELECT count(*) AS n FROM lines");
        try (var held = SOURCES.hold(SOURCE.connection(), sql)) {
            assertThat(held.snapshot().tables()).isEmpty();
            SOURCE.run("DELETE FROM lines");
            try (var scan =
                            SOURCES.scan(
                                    SOURCE.connection(),
                                    sql,
                                    new ScanRequest(
                                            CopyFormat.Csv.DEFAULT,
                                            null,
                                            List.of(),
                                            true,
                                            held.snapshot()));
                    var reader = scan.reader();
                    var copy = reader.open(0)) {
                assertThat(copy.next()).isTrue();
                assertThat(WholeCopy.text(copy)).isEqualTo("40000\n");
            }
        }
    }

    private static List<RowSum> byRange(ExportSnapshot snapshot) {
        var sums = new ArrayList<RowSum>();
        try (var scan = scan(snapshot);
                var reader = scan.reader()) {
            assertThat(scan.repeatable()).isTrue();
            for (int range = 0; range < scan.ranges(); range++) {
                try (var copy = reader.open(range)) {
                    sums.add(RowSum.of(copy));
                }
            }
            scan.confirm();
        }
        return sums;
    }

    /// The holder is the oldest.
    private static void kill() {
        SOURCE.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND application_name = 'sluice' AND state <> 'idle'"
                        + " ORDER BY backend_start LIMIT 1");
    }

    private static HeldSnapshot hold() {
        return SOURCES.hold(SOURCE.connection(), guard(READ));
    }

    private static Scan scan(ExportSnapshot snapshot) {
        return SOURCES.scan(
                SOURCE.connection(),
                guard(READ),
                new ScanRequest(CopyFormat.Csv.DEFAULT, null, List.of(), true, snapshot));
    }

    private static GuardedSql guard(String sql) {
        return SOURCES.guard(SOURCE.connection(), SOURCES.refresh(SOURCE.connection()), sql);
    }
}
