package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.guard.TrustedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CopyIT {
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            "CREATE TABLE lines (id int NOT NULL, note text, amount numeric(9,2))",
                            "INSERT INTO lines VALUES (1, 'plain', 1.50), (2, '', NULL), (3, NULL, -2),"
                                    + " (4, 'a,\"b\"' || chr(10) || 'é😀', 'NaN')");
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void csvIsPostgresqlsOwn() {
        assertThat(csv("SELECT * FROM public.lines ORDER BY id", CopyFormat.Csv.DEFAULT))
                .isEqualTo(
                        """
                        1,plain,1.50
                        2,"",
                        3,,-2.00
                        4,"a,""b""
                        é😀",NaN
                        """);
    }

    @Test
    void csvTakesDelimiterNullTextAndQuotes() {
        assertThat(
                        csv(
                                "SELECT * FROM public.lines WHERE id < 4 ORDER BY id",
                                new CopyFormat.Csv('\t', "it's NULL", true)))
                .isEqualTo(
                        """
                        "1"\t"plain"\t"1.50"
                        "2"\t""\tit's NULL
                        "3"\tit's NULL\t"-2.00"
                        """);
        assertThat(
                        csv(
                                "SELECT true AS b, '2024-01-02 03:04:05+02'::timestamptz AS t,"
                                        + " '\\x00ff'::bytea AS x, 0.1::float8 AS d, '{a,NULL}'::text[] AS a",
                                CopyFormat.Csv.DEFAULT))
                .isEqualTo("t,2024-01-02 01:04:05+00,\\x00ff,0.1,\"{a,NULL}\"\n");
    }

    @Test
    void impossibleCsvOptionsAreRefusedByName() {
        assertThat(
                        problem(() -> open("SELECT 1", new CopyFormat.Csv(',', "a,b", false), null))
                                .code())
                .isEqualTo("validation_failed");
        assertThat(
                        problem(() -> open("SELECT 1", new CopyFormat.Csv('é', null, false), null))
                                .code())
                .isEqualTo("validation_failed");
    }

    @Test
    void columnsTimeAndPositionAreKnownBeforeTheFirstRow() {
        try (var copy =
                open(
                        "SELECT id, note, amount AS id FROM public.lines",
                        CopyFormat.Csv.DEFAULT,
                        null)) {
            assertThat(copy.columns())
                    .containsExactly(
                            new ResultColumn("id", "int4", 23, -1, false),
                            new ResultColumn("note", "text", 25, -1, true),
                            new ResultColumn("id", "numeric", 1700, ((9 << 16) | 2) + 4, true));
            assertThat(copy.asOf())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
            assertThat(copy.asOfLsn()).matches("[0-9A-F]+/[0-9A-F]+");
            assertThatThrownBy(copy::copiedRows).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aRoleWithoutThePositionExportsWithoutIt() {
        var source =
                TestSource.create()
                        .run(
                                "CREATE TABLE t AS SELECT 1 AS a",
                                "REVOKE EXECUTE ON FUNCTION pg_current_wal_lsn() FROM PUBLIC");
        var role = source.role("GRANT SELECT ON t TO %s");
        try (var copy =
                WholeCopy.open(
                        SOURCES,
                        role,
                        TrustedSql.of("SELECT a FROM public.t", "public.t"),
                        CopyFormat.Csv.DEFAULT,
                        null)) {
            assertThat(copy.asOfLsn()).isNull();
            assertThat(text(copy)).isEqualTo("1\n");
            assertThat(copy.copiedRows()).isEqualTo(1);
        }
    }

    @Test
    void aRoleWithRightsOnColumnsOnlyExportsThose() {
        var role = SOURCE.role("GRANT SELECT (id) ON lines TO %s");
        try (var copy =
                WholeCopy.open(
                        SOURCES,
                        role,
                        TrustedSql.of("SELECT id FROM public.lines ORDER BY id", "public.lines"),
                        CopyFormat.Csv.DEFAULT,
                        null)) {
            assertThat(text(copy)).isEqualTo("1\n2\n3\n4\n");
        }
    }

    @Test
    void theRowCountIsTheCommandsOwn() {
        try (var copy =
                open("SELECT * FROM generate_series(1, 100000) g", CopyFormat.Csv.DEFAULT, null)) {
            assertThat(text(copy).lines()).hasSize(100_000);
            assertThat(copy.copiedRows()).isEqualTo(100_000);
            assertThat(copy.next()).isFalse();
        }
    }

    @Test
    void aRowLimitAsksForOneMoreAndKeepsOrderAndNames() {
        try (var copy =
                open(
                        "SELECT id AS a, id AS a FROM public.lines ORDER BY id DESC",
                        CopyFormat.Csv.DEFAULT,
                        2L)) {
            assertThat(text(copy)).isEqualTo("4,4\n3,3\n2,2\n");
            assertThat(copy.copiedRows()).isEqualTo(3);
        }
    }

    @Test
    void binaryHasHeaderTuplesAndTrailer() throws IOException {
        var bytes =
                binary(
                        "SELECT id, note FROM public.lines WHERE id < 3 ORDER BY id",
                        new CopyFormat.Binary());
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        assertThat(in.readNBytes(11))
                .isEqualTo("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        in.skipNBytes(8);
        assertThat(in.readShort()).isEqualTo((short) 2);
        assertThat(in.readInt()).isEqualTo(4);
        assertThat(in.readInt()).isEqualTo(1);
        assertThat(in.readInt()).isEqualTo(5);
        assertThat(in.readNBytes(5)).isEqualTo("plain".getBytes(StandardCharsets.UTF_8));
        assertThat(in.readShort()).isEqualTo((short) 2);
        assertThat(in.readNBytes(8)).isEqualTo(new byte[] {0, 0, 0, 4, 0, 0, 0, 2});
        assertThat(in.readInt()).isZero();
        assertThat(in.readShort()).isEqualTo((short) -1);
        assertThat(in.available()).isZero();
        assertThat(binary("SELECT id FROM public.lines WHERE false", new CopyFormat.Binary()))
                .hasSize(21);
    }

    @Test
    void binaryCarriesChosenColumnsAsTheDatabasesText() {
        var bytes =
                binary(
                        "SELECT 1 AS a, '10.0.0.1'::inet AS a, true AS b, ROW(1, NULL) AS c, NULL::inet AS d",
                        new CopyFormat.Binary((i, column) -> i > 0));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("\0\0\0\4\0\0\0\1")
                .contains("\0\0\0\10" + "10.0.0.1")
                .contains("\0\0\0\1t")
                .contains("\0\0\0\4(1,)")
                .endsWith("\377\377\377\377" + "\377\377");
    }

    @Test
    void everyQueryFormIsCopied() {
        assertThat(csv("VALUES (1), (2)", CopyFormat.Csv.DEFAULT)).isEqualTo("1\n2\n");
        assertThat(csv("TABLE public.lines", CopyFormat.Csv.DEFAULT)).startsWith("1,plain,1.50\n");
        assertThat(csv("WITH x AS (SELECT 'a;?' AS a) SELECT a FROM x", CopyFormat.Csv.DEFAULT))
                .isEqualTo("a;?\n");
    }

    @Test
    void aWrongStatementFailsBeforeAnyRow() {
        assertThat(
                        problem(() ->
                                        open(
                                                "SELECT nothing FROM public.lines",
                                                CopyFormat.Csv.DEFAULT,
                                                null))
                                .code())
                .isEqualTo("unknown_column");
        assertThat(
                        problem(() ->
                                        open(
                                                "SELECT 1 FROM public.lines WHERE",
                                                CopyFormat.Csv.DEFAULT,
                                                null))
                                .code())
                .isEqualTo("invalid_sql");
        assertThat(SOURCE.backends()).isEmpty();
    }

    @Test
    void anErrorInARowIsTheStatements() {
        try (var copy =
                open(
                        "SELECT 1 / (500 - g) FROM generate_series(1, 1000) g",
                        CopyFormat.Csv.DEFAULT,
                        null)) {
            assertThat(problem(() -> text(copy)).sqlstate()).isEqualTo("22012");
            assertThatThrownBy(copy::copiedRows).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aTableThatIsBeingRewrittenIsWaitedForAndNeverSeenEmpty() throws Exception {
        var source = TestSource.create().run("CREATE TABLE t AS SELECT 1::int AS a");
        try (var other = source.open();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("ALTER TABLE t ALTER a TYPE bigint");
            var exported =
                    CompletableFuture.supplyAsync(() -> {
                        try (var copy =
                                WholeCopy.open(
                                        SOURCES,
                                        source.connection(),
                                        TrustedSql.of("SELECT a FROM public.t", "public.t"),
                                        CopyFormat.Csv.DEFAULT,
                                        null)) {
                            return text(copy);
                        }
                    });
            Awaitility.await()
                    .until(() -> !source.ask("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty());
            other.commit();
            assertThat(exported.get()).isEqualTo("1\n");
        }
    }

    @Test
    void aFinishedExportLeavesNoConnection() {
        csv("SELECT 1", CopyFormat.Csv.DEFAULT);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> SOURCE.backends().isEmpty());
    }

    private static CopyReader open(String sql, CopyFormat format, @Nullable Long rowLimit) {
        return WholeCopy.open(
                SOURCES, SOURCE.connection(), TrustedSql.of(sql, "public.lines"), format, rowLimit);
    }

    private static String csv(String sql, CopyFormat format) {
        try (var copy = open(sql, format, null)) {
            return text(copy);
        }
    }

    private static byte[] binary(String sql, CopyFormat format) {
        try (var copy = open(sql, format, null)) {
            return bytes(copy);
        }
    }

    private static String text(CopyReader copy) {
        return new String(bytes(copy), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(CopyReader copy) {
        var all = new ByteArrayOutputStream();
        while (copy.next()) {
            all.write(copy.buffer(), copy.start(), copy.end() - copy.start());
        }
        return all.toByteArray();
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }
}
