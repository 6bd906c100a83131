package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.model.Json;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

class CsvExportIT {
    private static ExportRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new ExportRig();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @Test
    void valuesAreWrittenAsPostgresqlWritesThem() throws Exception {
        rig.with(
                """
                CREATE TABLE kinds (b bool, t text, n numeric, d float8, f float4, ts timestamptz,
                  dt date, by bytea, j jsonb, a int[], u uuid, i interval)\
                """,
                """
                INSERT INTO kinds VALUES
                (true, 'a "quote", a comma', 123456789012345678901234567890.123456789, 'NaN', '-Infinity',
                 '2024-02-29 13:14:15.123456+02', 'infinity', '\\x00ff', '{"k": [1, null]}', '{1,NULL,3}',
                 '6b1a0c2e-0000-4000-8000-000000000001', '1 year 2 days'),
                (false, '', 'NaN', 0.1, 'Infinity', '-infinity', '0044-03-15 BC', '', 'null', '{}', NULL, NULL),
                (NULL, E'line\\nbreak 😀 ünïcode', '-0.10', 1e300, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)\
                """);
        var job = rig.export("SELECT * FROM kinds", ExportFormat.CSV, Compression.NONE);
        assertThat(text(rig.content(job)))
                .isEqualTo(
                        """
                        b,t,n,d,f,ts,dt,by,j,a,u,i
                        t,"a ""quote"", a comma",123456789012345678901234567890.123456789,NaN,-Infinity,2024-02-29 11:14:15.123456+00,infinity,\\x00ff,"{""k"": [1, null]}","{1,NULL,3}",6b1a0c2e-0000-4000-8000-000000000001,1 year 2 days
                        f,"",NaN,0.1,Infinity,-infinity,0044-03-15 BC,\\x,null,{},,
                        ,"line
                        break 😀 ünïcode",-0.10,1e+300,,,,,,,,
                        """);
        assertThat(job.manifest().rowCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"NONE", "GZIP", "ZSTD"})
    void everyCompressionHoldsTheBytesOfCopy(Compression compression) throws Exception {
        rig.with(
                "DROP TABLE IF EXISTS many",
                """
                CREATE TABLE many AS SELECT g AS id, md5(g::text) AS word, g / 7.0 AS ratio
                FROM generate_series(1, 300000) g\
                """);
        var job = rig.export("SELECT * FROM many ORDER BY id", ExportFormat.CSV, compression);
        var expected = new ByteArrayOutputStream();
        rig.connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY (SELECT * FROM many ORDER BY id) TO STDOUT (FORMAT csv, HEADER)",
                        expected);
        var stored = rig.content(job);
        assertThat(decompressed(stored, compression)).isEqualTo(expected.toByteArray());

        var manifest = job.manifest();
        var part = manifest.parts().getFirst();
        assertThat(part.name())
                .isEqualTo(
                        switch (compression) {
                            case GZIP -> "part-00000.csv.gz";
                            case ZSTD -> "part-00000.csv.zst";
                            default -> "part-00000.csv";
                        });
        assertThat(part.rows()).isEqualTo(300_000);
        assertThat(part.bytes()).isEqualTo(stored.length).isEqualTo(manifest.byteCount());
        assertThat(part.sha256()).isEqualTo(sha256(stored));
        assertThat(manifest.complete()).isTrue();
        assertThat(manifest.truncated()).isFalse();
        assertThat(manifest.columns())
                .containsExactly(
                        new Manifest.Column("id", "int4", true),
                        new Manifest.Column("word", "text", true),
                        new Manifest.Column("ratio", "numeric", true));
        assertThat(job.stages).containsExactly(Stage.CHECKING, Stage.EXPORTING, Stage.PUBLISHING);
    }

    @Test
    void theManifestIsStoredBesideTheFile() throws Exception {
        var job = rig.export("SELECT 1 AS one", ExportFormat.CSV, Compression.NONE);
        var key = job.objectPrefix() + "manifest.json";
        var url = rig.objects().sign(key, Duration.ofMinutes(1), "m.json", null).url();
        try (var in = URI.create(url).toURL().openStream()) {
            var stored = Json.read(text(in.readAllBytes()), Manifest.class);
            assertThat(stored.rowCount()).isEqualTo(job.manifest().rowCount());
            assertThat(stored.parts()).isEqualTo(job.manifest().parts());
        }
    }

    @Test
    void rowsAreCountedNotLines() throws Exception {
        rig.with(
                "CREATE TABLE lines AS SELECT repeat(E'\\n\"x\"\\r\\n', g) AS t FROM generate_series(0, 99) g");
        var job = rig.export("SELECT t, NULL AS n FROM lines", ExportFormat.CSV, Compression.NONE);
        assertThat(job.manifest().rowCount()).isEqualTo(100);
    }

    @Test
    void anEmptyResultIsAHeader() throws Exception {
        var job =
                rig.export(
                        "SELECT 1 AS a, 'x' AS \"B c\" WHERE false",
                        ExportFormat.CSV,
                        Compression.NONE);
        assertThat(text(rig.content(job))).isEqualTo("a,B c\n");
        assertThat(job.manifest().rowCount()).isZero();
    }

    @Test
    void namesMayBeDoubled() throws Exception {
        var job = rig.export("SELECT 1 AS a, 2 AS a, 3 AS a", ExportFormat.CSV, Compression.NONE);
        assertThat(text(rig.content(job))).isEqualTo("a,a,a\n1,2,3\n");
    }

    @Test
    void aLimitIsKeptAndSaid() throws Exception {
        rig.with("CREATE TABLE ten AS SELECT generate_series(1, 10) AS g");
        assertLimited(3, 3, true);
        assertLimited(9, 9, true);
        assertLimited(10, 10, false);
        assertLimited(11, 10, false);
    }

    private static void assertLimited(long limit, long rows, boolean truncated) throws Exception {
        for (var format : ExportFormat.values()) {
            var compression = format.compressions().getFirst();
            var request =
                    new ExportRequest(
                            null,
                            format,
                            compression,
                            ExportOptions.with().rowLimit(limit).build());
            var job = rig.run(rig.job("SELECT g FROM ten ORDER BY g", request));
            assertThat(job.manifest().rowCount()).isEqualTo(rows);
            assertThat(job.manifest().truncated()).isEqualTo(truncated);
            if (format == ExportFormat.CSV) {
                assertThat(text(rig.content(job)).lines().count()).isEqualTo(rows + 1);
            }
        }
    }

    @Test
    void theFileIsNamedAsAsked() throws Exception {
        var request =
                new ExportRequest(
                        null,
                        ExportFormat.CSV,
                        Compression.GZIP,
                        ExportOptions.with().fileName("sales of may").build());
        var job = rig.run(rig.job("SELECT 1 AS one", request));
        assertThat(job.manifest().parts().getFirst().name()).isEqualTo("sales of may.csv.gz");
        assertThat(text(decompressed(rig.content(job), Compression.GZIP))).isEqualTo("one\n1\n");
    }

    @Test
    void snappyIsNoCompressionOfCsv() {
        assertProblem(
                ProblemType.UNSUPPORTED,
                rig.job("SELECT 1 AS one", ExportFormat.CSV, Compression.SNAPPY));
    }

    @Test
    void aQuestionWithoutSqlIsRefused() {
        var request =
                new ExportRequest(
                        "all sales", ExportFormat.CSV, Compression.NONE, ExportOptions.DEFAULTS);
        assertProblem(ProblemType.QUESTION_NOT_ANSWERED, rig.job(null, request));
    }

    @Test
    void theStatementIsJudgedAgain() {
        assertProblem(
                ProblemType.UNSAFE_SQL,
                rig.job("SELECT pg_sleep(1)", ExportFormat.CSV, Compression.NONE));
        assertProblem(
                ProblemType.UNKNOWN_TABLE,
                rig.job("SELECT * FROM gone", ExportFormat.CSV, Compression.NONE));
    }

    private static void assertProblem(ProblemType type, RecordedJob job) {
        assertThatThrownBy(() -> rig.run(job))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(type.code()));
        assertThat(job.succeeded()).isFalse();
        assertThat(rig.leftBehind(job)).isZero();
    }

    private static byte[] decompressed(byte[] stored, Compression compression) throws IOException {
        var raw = new ByteArrayInputStream(stored);
        try (var in =
                switch (compression) {
                    case GZIP -> new GZIPInputStream(raw);
                    case ZSTD -> new ZstdInputStream(raw);
                    default -> raw;
                }) {
            return in.readAllBytes();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
