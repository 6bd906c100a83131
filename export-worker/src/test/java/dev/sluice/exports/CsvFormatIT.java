package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.exports.csv.CsvFormat;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// CSV and TSV against what PostgreSQL writes itself.
@SuppressWarnings("NullAway.Init")
class CsvFormatIT {
    private static final String NAMES = "SELECT * FROM names";

    private static FormatRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig =
                new FormatRig()
                        .with(
                                """
                                CREATE TABLE many AS SELECT g AS id, md5(g::text) AS word, g / 7.0 AS ratio,
                                  CASE g % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE E'a "b",\\r\\nc;\\td' END AS odd
                                FROM generate_series(1, 30000) g\
                                """,
                                """
                                CREATE TABLE names AS SELECT 1 AS plain, 'x' AS "with, comma",
                                  'y' AS "with ""quote\""", NULL AS "line
                                break", E'tab\there' AS "tab\there", 'NULL' AS "NULL",
                                  'ünïcode 😀' AS "ünïcode 😀", '' AS "semi;colon|pipe"\
                                """,
                                """
                                CREATE TABLE large AS SELECT repeat(md5(g::text), 200000) AS t
                                FROM generate_series(1, 3) g\
                                """);
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,", "NONE,", "GZIP,", "GZIP,1", "GZIP,9", "ZSTD,", "ZSTD,3", "ZSTD,19", "ZSTD,22"
    })
    void everyCompressionAndLevelHoldsTheBytesOfCopy(Compression compression, Integer level)
            throws Exception {
        var format =
                new CsvFormat(
                        ExportFormat.CSV, compression, ExportOptions.with().level(level).build());
        var sql = "SELECT * FROM many ORDER BY id";
        var written = rig.write(sql, format, 100_000);
        assertThat(written.chunks()).hasSizeGreaterThan(10);
        assertThat(decompressed(written.file(), compression))
                .isEqualTo(rig.copy(sql, "FORMAT csv, HEADER"));
    }

    @Test
    void optionsAreThoseOfCopy() throws Exception {
        assertAsCopy(ExportOptions.DEFAULTS, "");
        assertAsCopy(ExportOptions.with().delimiter(";").build(), ", DELIMITER ';'");
        assertAsCopy(
                ExportOptions.with().delimiter("|").quoteAll(true).build(),
                ", DELIMITER '|', FORCE_QUOTE *");
        assertAsCopy(ExportOptions.with().nullText("NULL").build(), ", NULL 'NULL'");
        assertAsCopy(
                ExportOptions.with().nullText("\\N").quoteAll(true).build(),
                ", NULL '\\N', FORCE_QUOTE *");
        assertAsCopy(ExportOptions.with().nullText("plain").build(), ", NULL 'plain'");
    }

    private static void assertAsCopy(ExportOptions options, String copyOptions) throws Exception {
        for (var sql : new String[] {NAMES, "SELECT 1 AS \"\\.\"", "SELECT * FROM many"}) {
            var written =
                    rig.write(sql, new CsvFormat(ExportFormat.CSV, Compression.NONE, options));
            assertThat(text(written.file()))
                    .isEqualTo(text(rig.copy(sql, "FORMAT csv, HEADER" + copyOptions)));
        }
    }

    @Test
    void tsvIsTheSameWithTabs() throws Exception {
        var format = new CsvFormat(ExportFormat.TSV, Compression.GZIP, ExportOptions.DEFAULTS);
        assertThat(format.extension()).isEqualTo("tsv.gz");
        var written = rig.write(NAMES, format);
        assertThat(text(decompressed(written.file(), Compression.GZIP)))
                .isEqualTo(text(rig.copy(NAMES, "FORMAT csv, HEADER, DELIMITER E'\\t'")));
    }

    @Test
    void crlfEndsRowsAndLeavesValues() throws Exception {
        var options = ExportOptions.with().crlf(true).build();
        var written =
                rig.write(
                        "SELECT E'a\\nb\\r\\nc' AS v, 1 AS n UNION ALL SELECT 'z', NULL",
                        new CsvFormat(ExportFormat.CSV, Compression.NONE, options));
        assertThat(text(written.file())).isEqualTo("v,n\r\n\"a\nb\r\nc\",1\r\nz,\r\n");
    }

    @Test
    void theByteOrderMarkComesOnce() throws Exception {
        var options = ExportOptions.with().bom(true).build();
        var format = new CsvFormat(ExportFormat.CSV, Compression.NONE, options);
        assertThat(text(rig.write("SELECT 1 AS a", format).file())).isEqualTo("\ufeffa\n1\n");
        var bare = ExportOptions.with().bom(true).header(false).build();
        var written =
                rig.write(
                        "SELECT id FROM many",
                        new CsvFormat(ExportFormat.CSV, Compression.NONE, bare),
                        16 * 1024);
        assertThat(written.chunks()).hasSizeGreaterThan(2);
        assertThat(text(written.file())).startsWith("\ufeff1\n").hasLineCount(30_000);
        assertThat(text(written.file()).substring(1)).doesNotContain("\ufeff");
    }

    @ParameterizedTest
    @CsvSource({"NONE", "GZIP", "ZSTD"})
    void noRowsAreAValidFile(Compression compression) throws Exception {
        var headed = new CsvFormat(ExportFormat.CSV, compression, ExportOptions.DEFAULTS);
        var none = "SELECT 1 AS a, 'x' AS \"B c\" WHERE false";
        assertThat(text(decompressed(rig.write(none, headed).file(), compression)))
                .isEqualTo("a,B c\n");
        var bare =
                new CsvFormat(
                        ExportFormat.CSV, compression, ExportOptions.with().header(false).build());
        assertThat(decompressed(rig.write(none, bare).file(), compression)).isEmpty();
    }

    @Test
    void aTableWithoutColumnsIsEmptyLines() throws Exception {
        rig.with("CREATE TABLE nothing ()", "INSERT INTO nothing DEFAULT VALUES");
        var format = new CsvFormat(ExportFormat.CSV, Compression.NONE, ExportOptions.DEFAULTS);
        assertThat(rig.write("SELECT * FROM nothing", format).file())
                .isEqualTo(rig.copy("SELECT * FROM nothing", "FORMAT csv, HEADER"));
    }

    @Test
    void aRowLargerThanAPieceIsAPieceOfItsOwn() throws Exception {
        var sql = "SELECT * FROM large";
        var format = new CsvFormat(ExportFormat.CSV, Compression.ZSTD, ExportOptions.DEFAULTS);
        var written = rig.write(sql, format);
        assertThat(written.chunks()).containsExactly(1, 1, 1);
        assertThat(decompressed(written.file(), Compression.ZSTD))
                .isEqualTo(rig.copy(sql, "FORMAT csv, HEADER"));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertRefused(Compression.SNAPPY, ExportOptions.DEFAULTS, "none, gzip or zstd");
        assertRefused(Compression.NONE, ExportOptions.with().level(3).build(), "leave `level` out");
        assertRefused(Compression.GZIP, ExportOptions.with().level(10).build(), "1 to 9");
        assertRefused(Compression.ZSTD, ExportOptions.with().level(23).build(), "1 to 22");
        assertRefused(Compression.NONE, ExportOptions.with().delimiter("ab").build(), "ASCII");
        assertRefused(Compression.NONE, ExportOptions.with().delimiter("§").build(), "ASCII");
        assertRefused(
                Compression.NONE,
                ExportOptions.with().delimiter("'").formulaGuard(true).build(),
                "apostrophe");
        assertThatThrownBy(() ->
                        new CsvFormat(
                                ExportFormat.TSV,
                                Compression.NONE,
                                ExportOptions.with().delimiter(";").build()))
                .hasMessageContaining("export csv");
    }

    private static void assertRefused(
            Compression compression, ExportOptions options, String words) {
        assertThatThrownBy(() -> new CsvFormat(ExportFormat.CSV, compression, options))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.is(ProblemType.UNSUPPORTED)).isTrue();
                            assertThat(e.problem().detail()).contains(words);
                        });
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
}
