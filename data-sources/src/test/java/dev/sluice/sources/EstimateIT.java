package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.guard.TrustedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.RowEstimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EstimateIT {
    private static final int ROWS = 600_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Statistics of the first tenth, then nine times as many rows of another kind.
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            "CREATE TABLE stale (id int, kind text, day date, pad text)",
                            "ALTER TABLE stale SET (autovacuum_enabled = off)",
                            "INSERT INTO stale SELECT i, 'old', date '2024-01-01' + i / 1000,"
                                    + " repeat('x', 60) FROM generate_series(1, 60000) i",
                            "ANALYZE stale",
                            "INSERT INTO stale SELECT i, CASE WHEN i % 20 = 0 THEN 'rare' ELSE 'new' END,"
                                    + " date '2024-01-01' + i / 1000, repeat('x', 60)"
                                    + " FROM generate_series(60001, "
                                    + ROWS
                                    + ") i",
                            "CREATE INDEX ON stale (kind)",
                            "CREATE TABLE unknown (id int, odd text, pad text)",
                            "ALTER TABLE unknown SET (autovacuum_enabled = off)",
                            "INSERT INTO unknown SELECT i, md5(i::text), repeat('y', 30 + i % 200)"
                                    + " FROM generate_series(1, 300000) i",
                            "CREATE TABLE parted (id int, pad text) PARTITION BY RANGE (id)",
                            "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (100000)",
                            "CREATE TABLE parted_high PARTITION OF parted"
                                    + " FOR VALUES FROM (100000) TO (900000)",
                            "INSERT INTO parted SELECT i, repeat('z', 100)"
                                    + " FROM generate_series(1, 300000) i",
                            "CREATE TABLE small AS SELECT i AS id FROM generate_series(1, 12345) i",
                            "CREATE TABLE nothing (id int)");

    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM stale",
                "SELECT id FROM stale WHERE kind = 'new'",
                "SELECT id FROM stale AS s WHERE s.kind = 'rare' AND pad LIKE 'x%'",
                "SELECT id FROM stale WHERE day BETWEEN '2024-06-01' AND '2024-08-01'",
                "SELECT id FROM stale WHERE id % 7 = 3",
                "SELECT * FROM unknown",
                "SELECT id FROM unknown WHERE odd < '3' OR length(pad) > 200",
                "SELECT * FROM parted",
                "SELECT * FROM parted WHERE id > 250000 AND id % 2 = 0",
                "SELECT * FROM small WHERE id % 3 = 0",
            })
    void plainScansAreWithinAQuarterOfTheTruth(String sql) {
        var estimate = estimate(sql);
        assertThat(estimate.sampled()).isTrue();
        assertThat(estimate.rows())
                .isCloseTo(RowSum.of(SOURCE, sql).rows(), Percentage.withPercentage(25));
    }

    @Test
    void nothingIsFewRows() {
        assertThat(estimate("SELECT * FROM nothing").rows()).isZero();
        assertThat(estimate("SELECT * FROM stale WHERE pad = 'none'").rows()).isLessThan(3000);
        assertThat(estimate("SELECT * FROM stale WHERE id = 77").rows()).isLessThan(3000);
    }

    @Test
    void otherStatementsHaveThePlannersWord() {
        var counted = estimate("SELECT count(*) FROM stale");
        assertThat(counted).isEqualTo(new RowEstimate(1, 1, false, false));
        var joined = estimate("SELECT a.id FROM small a JOIN small b ON a.id = b.id");
        assertThat(joined.sampled()).isFalse();
        assertThat(joined.plainScan()).isFalse();
        assertThat(estimate("SELECT * FROM small").plainScan()).isTrue();
        assertThat(estimate("SELECT * FROM parted").plainScan()).isTrue();
    }

    @Test
    void sampledRowsComeFromAllOverTheTable() {
        var rows = sample("SELECT id FROM stale", 2000);
        assertThat(rows.size()).isBetween(500, 2000);
        for (int tenth = 0; tenth < 7; tenth++) {
            int low = tenth * ROWS / 10;
            assertThat(rows)
                    .anyMatch(r ->
                            Integer.parseInt(r) > low && Integer.parseInt(r) <= low + ROWS / 10);
        }
    }

    @Test
    void anythingElseGivesItsFirstRows() {
        assertThat(sample("SELECT id FROM small ORDER BY id", 3)).containsExactly("1", "2", "3");
        assertThat(sample("SELECT id FROM small", 100)).hasSize(100);
        assertThat(sample("SELECT id FROM nothing", 100)).isEmpty();
        assertThat(sample("SELECT id FROM stale WHERE kind = 'old'", 100)).hasSizeBetween(30, 100);
    }

    @Test
    void aSampleThatTakesTooLongTimesOut() {
        var slow =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                rows(
                                        TrustedSql.of("SELECT 1 FROM pg_sleep(60)"),
                                        10,
                                        Duration.ofMillis(300)));
        assertThat(slow.problem().code()).isEqualTo("timed_out");
    }

    private static RowEstimate estimate(String sql) {
        return SOURCES.estimate(SOURCE.connection(), guard(sql), LIMIT);
    }

    private static List<String> sample(String sql, int rows) {
        return rows(guard(sql), rows, LIMIT);
    }

    private static List<String> rows(GuardedSql sql, int rows, Duration limit) {
        var found = new ArrayList<String>();
        try (var sample =
                SOURCES.sample(SOURCE.connection(), sql, CopyFormat.Csv.DEFAULT, rows, limit)) {
            while (sample.next()) {
                found.add(WholeCopy.text(sample).strip());
            }
        }
        return found;
    }

    private static GuardedSql guard(String sql) {
        return SOURCES.guard(SOURCE.connection(), SOURCES.catalog(SOURCE.connection()), sql);
    }
}
