package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScanIT {
    private static final String WIDE =
            "i AS id, i * 1.5 AS amount, CASE WHEN i % 7 = 0 THEN NULL ELSE 'n,\"' || i END AS note,"
                    + " timestamptz '2024-01-01+00' + i * interval '1 min' AS at,"
                    + " repeat(chr(97 + i % 26), 900) AS pad";

    /// Some 43 MB, so three ranges.
    private static final String ROWS = " FROM generate_series(1, 40000) i";

    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            "CREATE SCHEMA \"My Data\"",
                            "CREATE TABLE \"My Data\".\"Wide \"\"t\" AS SELECT " + WIDE + ROWS,
                            "CREATE TABLE lines AS SELECT " + WIDE + ROWS,
                            "ALTER TABLE lines DROP COLUMN amount",
                            "ALTER TABLE lines ADD COLUMN late int[] DEFAULT '{1,2}'",
                            "DELETE FROM lines WHERE id BETWEEN 10000 AND 20000",
                            "UPDATE lines SET note = 'again' WHERE id % 1000 = 1",
                            "CREATE INDEX ON lines (id)",
                            "CREATE VIEW seen WITH (security_invoker) AS SELECT * FROM lines",
                            "CREATE TABLE empty (id int, doc jsonb)",
                            "CREATE TABLE big_values (id int, doc text)",
                            "ALTER TABLE big_values ALTER COLUMN doc SET STORAGE EXTERNAL",
                            "INSERT INTO big_values SELECT i, repeat(md5(i::text), 300)"
                                    + " FROM generate_series(1, 500) i",
                            "ANALYZE");
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM lines",
                "TABLE public.lines",
                "SELECT l.id, upper(l.note) AS n, at::date, l FROM lines AS l WHERE l.id % 3 = 0 OR note IS NULL",
                "SELECT lines.id, public.lines.note FROM public.lines WHERE lines.pad IS DISTINCT FROM 'x'",
                "SELECT \"Wide \"\"t\".* FROM \"My Data\".\"Wide \"\"t\" WHERE amount > 10.5 -- all",
                "SELECT FROM lines",
                "SELECT id AS ctid, id AS id FROM lines",
            })
    void rangesHoldEachRowOnce(String sql) {
        var plain = sql.replace("-- all", "");
        for (int readers = 1; readers <= 2; readers++) {
            try (var scan = scan(sql)) {
                assertThat(scan.ranges()).isGreaterThan(2);
                assertThat(scan.repeatable()).isTrue();
                assertThat(scan.asOfLsn()).isNotNull();
                assertThat(RowSum.of(scan, readers)).isEqualTo(RowSum.of(SOURCE, plain));
            }
        }
        assertThat(SOURCE.exports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM lines ORDER BY id DESC",
                "SELECT count(*), sum(id) FROM lines",
                "SELECT DISTINCT id % 5 FROM lines",
                "SELECT row_number() OVER (ORDER BY id) FROM lines",
                "SELECT id, (SELECT max(id) FROM empty) FROM lines",
                "SELECT id FROM lines WHERE id IN (SELECT id FROM big_values)",
                "SELECT id FROM lines WHERE id = 77",
                "SELECT unnest(late) FROM lines",
                "SELECT a.id FROM lines a, empty b",
                "SELECT id FROM lines LIMIT 10",
                "SELECT id FROM lines WHERE at < now()",
                "SELECT id FROM seen",
                "SELECT * FROM empty",
                "SELECT * FROM big_values",
                "SELECT 1 AS a",
            })
    void anythingElseIsOneRange(String sql) {
        try (var scan = scan(sql)) {
            assertThat(scan.ranges()).isEqualTo(1);
            assertThat(RowSum.of(scan, 1)).isEqualTo(RowSum.of(SOURCE, sql));
        }
    }

    @Test
    void rowsOutOfLineAreReadWhole() {
        SOURCE.run(
                "CREATE TABLE toasted (id int, pad text, doc text)",
                "ALTER TABLE toasted ALTER COLUMN doc SET STORAGE EXTERNAL",
                "INSERT INTO toasted SELECT i, repeat('p', 1800), CASE WHEN i % 100 = 0 THEN"
                        + " repeat(md5(i::text), 400) END FROM generate_series(1, 20000) i");
        try (var scan = scan("SELECT * FROM toasted")) {
            assertThat(scan.ranges()).isGreaterThan(1);
            assertThat(RowSum.of(scan, 2)).isEqualTo(RowSum.of(SOURCE, "SELECT * FROM toasted"));
        }
    }

    @Test
    void partitionsAreReadOneByOne() {
        SOURCE.run(
                "CREATE TABLE sales (id int, region text, pad text) PARTITION BY LIST (region)",
                "CREATE TABLE sales_eu PARTITION OF sales FOR VALUES IN ('EU')",
                "CREATE TABLE sales_us PARTITION OF sales FOR VALUES IN ('US') PARTITION BY RANGE (id)",
                "CREATE TABLE sales_us_low PARTITION OF sales_us FOR VALUES FROM (0) TO (20000)",
                "CREATE TABLE sales_us_high PARTITION OF sales_us FOR VALUES FROM (20000) TO (90000)",
                "CREATE TABLE sales_none PARTITION OF sales DEFAULT",
                "INSERT INTO sales SELECT i, CASE i % 2 WHEN 0 THEN 'EU' ELSE 'US' END,"
                        + " repeat('x', 900) FROM generate_series(1, 80000) i");
        var guarded = "SELECT sales.* FROM sales WHERE id % 3 > 0";
        try (var scan = scan(guarded)) {
            assertThat(tables(scan))
                    .containsExactly("sales_eu", "sales_us_low", "sales_us_high", "sales_none");
            assertThat(scan.ranges()).isGreaterThan(5);
            assertThat(RowSum.of(scan, 2)).isEqualTo(RowSum.of(SOURCE, guarded));
        }
        // pruned ones are not read
        try (var scan = scan("SELECT id FROM sales WHERE region = 'US'")) {
            assertThat(tables(scan)).containsExactly("sales_us_low", "sales_us_high");
            assertThat(RowSum.of(scan, 2))
                    .isEqualTo(RowSum.of(SOURCE, "SELECT id FROM sales WHERE region = 'US'"));
        }
        onlyWhereThatIsTheSame();
    }

    private static void onlyWhereThatIsTheSame() {
        var sql = "SELECT * FROM sales";
        var reader = SOURCE.role("GRANT SELECT ON sales TO %s");
        // may read the parent only
        assertOneRange(reader, sql);
        SOURCE.run(
                "ALTER TABLE sales DETACH PARTITION sales_none",
                "CREATE TABLE sales_odd (pad text, region text, id int)",
                "ALTER TABLE sales ATTACH PARTITION sales_odd DEFAULT");
        // another order of columns
        assertOneRange(SOURCE.connection(), sql);
        SOURCE.run(
                "DROP TABLE sales_odd",
                "ALTER TABLE sales_eu ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY p ON sales_eu USING (id < 100)");
        var guest =
                SOURCE.role(
                        "GRANT SELECT ON sales, sales_eu, sales_us, sales_us_low, sales_us_high TO %s");
        assertOneRange(guest, sql);
    }

    @Test
    void hiddenRowsStayHidden() {
        SOURCE.run(
                "CREATE TABLE secrets AS SELECT " + WIDE + ROWS,
                "ALTER TABLE secrets ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY p ON secrets USING (id % 2 = 0)",
                "CREATE TABLE heirs (LIKE lines) INHERITS (lines)",
                "INSERT INTO heirs SELECT * FROM lines WHERE id < 10");
        var guest = SOURCE.role("GRANT SELECT ON secrets TO %s");
        try (var scan =
                scan(guest, "SELECT * FROM secrets", ScanRequest.of(CopyFormat.Csv.DEFAULT))) {
            assertThat(scan.ranges()).isEqualTo(1);
            assertThat(RowSum.of(scan, 1))
                    .isEqualTo(RowSum.of(SOURCE, "SELECT * FROM secrets WHERE id % 2 = 0"));
        }
        assertOneRange(SOURCE.connection(), "SELECT * FROM lines");
        SOURCE.run("DROP TABLE heirs");
    }

    @Test
    void aRoleWithOneConnectionReadsAlone() {
        var alone = SOURCE.role("GRANT SELECT ON lines TO %s", "ALTER ROLE %s CONNECTION LIMIT 1");
        // the catalog's connection would be the only one
        var guarded = guard(SOURCE.connection(), "SELECT * FROM lines");
        try (var scan = SOURCES.scan(alone, guarded, ScanRequest.of(CopyFormat.Csv.DEFAULT))) {
            assertThat(scan.ranges()).isEqualTo(1);
            assertThat(RowSum.of(scan, 1)).isEqualTo(RowSum.of(SOURCE, "SELECT * FROM lines"));
        }
    }

    @Test
    void rowsAddedDuringTheScanAreNotInIt() {
        SOURCE.run("CREATE TABLE growing AS SELECT " + WIDE + ROWS);
        var before = RowSum.of(SOURCE, "SELECT * FROM growing");
        try (var scan = scan("SELECT * FROM growing");
                var reader = scan.reader()) {
            var sum = RowSum.NONE;
            for (int range = 0; range < scan.ranges(); range++) {
                SOURCE.run(
                        "INSERT INTO growing SELECT " + WIDE + " FROM generate_series(1, 9000) i");
                try (var copy = reader.open(range)) {
                    sum = sum.plus(RowSum.of(copy));
                }
            }
            scan.confirm();
            assertThat(sum).isEqualTo(before);
        }
    }

    @Test
    void aLimitIsOneRangeWithOneRowMore() {
        var request = new ScanRequest(CopyFormat.Csv.DEFAULT, 5L, List.of(), true, null);
        try (var scan = scan(SOURCE.connection(), "SELECT * FROM lines", request)) {
            assertThat(scan.ranges()).isEqualTo(1);
            assertThat(scan.repeatable()).isFalse();
            assertThat(RowSum.of(scan, 1).rows()).isEqualTo(6);
        }
        var one = new ScanRequest(CopyFormat.Csv.DEFAULT, null, List.of(), false, null);
        try (var scan = scan(SOURCE.connection(), "SELECT * FROM lines", one)) {
            assertThat(scan.ranges()).isEqualTo(1);
            assertThat(RowSum.of(scan, 1)).isEqualTo(RowSum.of(SOURCE, "SELECT * FROM lines"));
        }
    }

    @Test
    void orderedRowsAreLedByTheirKeys() {
        var values =
                "SELECT * FROM (VALUES ('b', 1.0, 1), (NULL, 1.00, 2), ('', 1.0, 3), ('a,\"', NULL, 4),"
                        + " ('b', 1.00, 5), ('b', 1.0, 6), (NULL, 1.00, 7)) AS v (k, n, id)";
        assertThat(ordered(values, new CopyFormat.Csv(',', null, false)))
                .containsExactlyInAnyOrder(
                        "\"\",\"1.0\",\"\",1.0,3",
                        "\"a,\"\"\",,\"a,\"\"\",,4",
                        "\"b\",\"1.0\",b,1.0,1",
                        "\"b\",\"1.0\",b,1.0,6",
                        "\"b\",\"1.00\",b,1.00,5",
                        ",\"1.00\",,1.00,2",
                        ",\"1.00\",,1.00,7");
        assertThat(ordered(values, new CopyFormat.Csv(';', "NA", true)))
                .contains("\"a,\"\"\";NA;\"a,\"\"\";NA;\"4\"", "NA;\"1.00\";NA;\"1.00\";\"2\"");
        assertThat(ordered(values, new CopyFormat.Binary())).hasSize(8);
    }

    @Test
    void keysAreNamesOfTheResult() {
        var wrong = new ScanRequest(CopyFormat.Csv.DEFAULT, null, List.of("nota"), true, null);
        var unknown = problem("SELECT id, note FROM lines", wrong);
        assertThat(unknown.problem().code()).isEqualTo("unknown_column");
        assertThat(unknown.problem().suggestions()).contains("note");
        var doubled = new ScanRequest(CopyFormat.Csv.DEFAULT, null, List.of("id"), true, null);
        assertThat(problem("SELECT id, id FROM lines", doubled).problem().code())
                .isEqualTo("validation_failed");
        assertThat(SOURCE.exports()).isEmpty();
    }

    @Test
    void anImpossibleFormIsRefusedFirst() {
        var wrong = ScanRequest.of(new CopyFormat.Csv('"', null, false));
        assertThat(problem("SELECT 1", wrong).problem().errors())
                .singleElement()
                .satisfies(e -> assertThat(e.pointer()).isEqualTo("/options/delimiter"));
    }

    private static List<String> ordered(String sql, CopyFormat format) {
        var request = new ScanRequest(format, null, List.of("k", "n"), true, null);
        var rows = new ArrayList<String>();
        try (var scan = scan(SOURCE.connection(), sql, request);
                var reader = scan.reader();
                var copy = reader.open(0)) {
            assertThat(scan.columns()).hasSize(3);
            while (copy.next()) {
                rows.add(WholeCopy.text(copy).stripTrailing());
            }
        }
        return rows;
    }

    private static List<String> tables(Scan scan) {
        var snapshot = scan.snapshot();
        return snapshot == null
                ? List.of()
                : snapshot.tables().stream().map(ExportSnapshot.Table::name).toList();
    }

    private static ProblemException problem(String sql, ScanRequest request) {
        return catchThrowableOfType(
                ProblemException.class, () -> scan(SOURCE.connection(), sql, request).close());
    }

    private static void assertOneRange(SourceConnection source, String sql) {
        try (var scan = scan(source, sql, ScanRequest.of(CopyFormat.Csv.DEFAULT))) {
            assertThat(scan.ranges()).isEqualTo(1);
            RowSum.of(scan, 1);
        }
    }

    private static Scan scan(String sql) {
        return scan(SOURCE.connection(), sql, ScanRequest.of(CopyFormat.Csv.DEFAULT));
    }

    private static Scan scan(SourceConnection source, String sql, ScanRequest request) {
        return SOURCES.scan(source, guard(source, sql), request);
    }

    private static GuardedSql guard(SourceConnection source, String sql) {
        return SOURCES.guard(source, SOURCES.refresh(source), sql);
    }
}
