package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.exports.xlsx.XlsxFormat;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.ResultColumn;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Workbooks read back by Apache POI.
@SuppressWarnings("NullAway.Init")
class XlsxFormatIT {
    private static final XlsxFormat ONE_SHEET =
            new XlsxFormat(Compression.NONE, ExportOptions.DEFAULTS);
    private static final XlsxFormat SHEETS =
            new XlsxFormat(Compression.NONE, ExportOptions.with().manySheets(true).build());

    private static FormatRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new FormatRig();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @Test
    void numbersAreCellsWhereADoubleIsExact() throws Exception {
        rig.with(
                """
                CREATE TABLE numbers AS SELECT * FROM (VALUES
                  (1, 9007199254740992, 9007199254740993, -9007199254740993, 0.1::float8, 0.1::float4,
                   123456789012345.0::numeric, 1234567890.123456::numeric, -12.50::numeric(10,2),
                   'NaN'::numeric, 'Infinity'::float8, 1e308::float8, 4294967295::oid, 0.000000000000001))
                  AS v(i, whole, large, negative, f, r, n, long, money, nan, inf, huge, o, small)\
                """);
        try (var book = book(ONE_SHEET, "SELECT * FROM numbers")) {
            var row = book.getSheetAt(0).getRow(1);
            assertThat(number(row.getCell(0))).isEqualTo(1);
            assertThat(number(row.getCell(1))).isEqualTo(9007199254740992.0);
            assertThat(text(row.getCell(2))).isEqualTo("9007199254740993");
            assertThat(text(row.getCell(3))).isEqualTo("-9007199254740993");
            assertThat(number(row.getCell(4))).isEqualTo(0.1);
            assertThat(number(row.getCell(5))).isEqualTo(0.1);
            assertThat(number(row.getCell(6))).isEqualTo(123456789012345.0);
            assertThat(text(row.getCell(7))).isEqualTo("1234567890.123456");
            assertThat(number(row.getCell(8))).isEqualTo(-12.5);
            assertThat(text(row.getCell(9))).isEqualTo("NaN");
            assertThat(text(row.getCell(10))).isEqualTo("Infinity");
            assertThat(text(row.getCell(11))).isEqualTo("1.0E308");
            assertThat(number(row.getCell(12))).isEqualTo(4294967295.0);
            assertThat(number(row.getCell(13))).isEqualTo(1e-15);
        }
    }

    @Test
    void timesAreDatedCells() throws Exception {
        rig.with(
                """
                CREATE TABLE times AS SELECT * FROM (VALUES
                  (DATE '2024-02-29', DATE '1900-03-01', DATE '1900-02-28', DATE '9999-12-31',
                   DATE '10000-01-01', DATE 'infinity', TIMESTAMP '2024-02-29 13:14:15.123456',
                   TIMESTAMPTZ '2024-02-29 13:14:15+02', TIMESTAMP '1899-12-31 01:00', TIME '13:14:15.5',
                   TIME '24:00', TIMETZ '01:02+03', INTERVAL '-1 day'))
                  AS v(d, first, before, last, after, inf, ts, tz, old, t, midnight, ttz, iv)\
                """);
        try (var book = book(ONE_SHEET, "SELECT * FROM times")) {
            var row = book.getSheetAt(0).getRow(1);
            assertThat(dated(row.getCell(0))).isEqualTo("2024-02-29T00:00");
            assertThat(row.getCell(0).getCellStyle().getDataFormatString())
                    .isEqualTo("yyyy\\-mm\\-dd");
            assertThat(dated(row.getCell(1))).isEqualTo("1900-03-01T00:00");
            assertThat(text(row.getCell(2))).isEqualTo("1900-02-28");
            assertThat(dated(row.getCell(3))).isEqualTo("9999-12-31T00:00");
            assertThat(text(row.getCell(4))).isEqualTo("+10000-01-01");
            assertThat(text(row.getCell(5))).isEqualTo("infinity");
            assertThat(Math.round((number(row.getCell(6)) - 45_351) * 86_400e6))
                    .isEqualTo(47_655_123_456L);
            assertThat(dated(row.getCell(7))).isEqualTo("2024-02-29T11:14:15");
            assertThat(text(row.getCell(8))).isEqualTo("1899-12-31T01:00:00");
            assertThat(Math.round(number(row.getCell(9)) * 86_400e6)).isEqualTo(47_655_500_000L);
            assertThat(text(row.getCell(10))).isEqualTo("24:00:00");
            assertThat(text(row.getCell(11))).isEqualTo("01:02:00+03:00");
            assertThat(text(row.getCell(12))).isEqualTo("-1 days");
        }
    }

    @Test
    void everythingElseIsTextAndNeverAFormula() throws Exception {
        rig.with(
                "CREATE TYPE tint AS ENUM ('=red')",
                """
                CREATE TABLE texts AS SELECT * FROM (VALUES
                  ('=1+1', '', NULL, '  a & <b> "c" ]]>  ', E'line\\nbreak\\r\\n\\ttab', E'\\x01\\x1f_x0041_ _x_',
                   'é 😀 ' || chr(65535) || chr(65534), true, false, '\\x00ff'::bytea, '{"a": 1}'::json,
                   '{"b": [1]}'::jsonb, '{1,NULL}'::int[], '6b1a0c2e-0000-4000-8000-000000000001'::uuid,
                   '=red'::tint, '10.0.0.1/8'::inet, '007'))
                  AS v(f, none, nil, spaces, lines, controls, uni, yes, no, by, j, jb, arr, u, e, ip, z)\
                """);
        try (var book = book(ONE_SHEET, "SELECT * FROM texts")) {
            var row = book.getSheetAt(0).getRow(1);
            assertThat(text(row.getCell(0))).isEqualTo("=1+1");
            assertThat(text(row.getCell(1))).isEmpty();
            assertThat(row.getCell(2)).isNull();
            assertThat(text(row.getCell(3))).isEqualTo("  a & <b> \"c\" ]]>  ");
            assertThat(text(row.getCell(4))).isEqualTo("line\nbreak\r\n\ttab");
            assertThat(text(row.getCell(5))).isEqualTo("\u0001\u001f_x0041_ _x_");
            assertThat(text(row.getCell(6))).isEqualTo("é 😀 \uffff\ufffe");
            assertThat(row.getCell(7).getBooleanCellValue()).isTrue();
            assertThat(row.getCell(8).getBooleanCellValue()).isFalse();
            assertThat(text(row.getCell(9))).isEqualTo("\\x00ff");
            assertThat(text(row.getCell(10))).isEqualTo("{\"a\": 1}");
            assertThat(text(row.getCell(11))).isEqualTo("{\"b\": [1]}");
            assertThat(text(row.getCell(12))).isEqualTo("{1,NULL}");
            assertThat(text(row.getCell(13))).isEqualTo("6b1a0c2e-0000-4000-8000-000000000001");
            assertThat(text(row.getCell(14))).isEqualTo("=red");
            assertThat(text(row.getCell(15))).isEqualTo("10.0.0.1/8");
            assertThat(text(row.getCell(16))).isEqualTo("007");
        }
    }

    @Test
    void theFirstRowIsNamesInBoldAndStaysInSight() throws Exception {
        var sql = "SELECT 1 AS \"a & b\", 2 AS twice, 3 AS twice, DATE '2024-01-01' AS d";
        try (var book = book(ONE_SHEET, sql)) {
            var sheet = book.getSheetAt(0);
            assertThat(book.getSheetName(0)).isEqualTo("Sheet1");
            var header = sheet.getRow(0);
            assertThat(header.getCell(0).getStringCellValue()).isEqualTo("a & b");
            assertThat(header.getCell(2).getStringCellValue()).isEqualTo("twice");
            assertThat(header.getCell(0).getCellStyle().getFont().getBold()).isTrue();
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition())
                    .isEqualTo((short) 1);
            assertThat(sheet.getColumnWidthInPixels(3)).isGreaterThan(80);
        }
    }

    @Test
    void rowsOfManyPiecesAreNumberedThrough() throws Exception {
        var sql =
                "SELECT g, md5(g::text) AS m, nullif(g % 3, 0) AS n FROM generate_series(1, 5000) g";
        var written = rig.write(sql, ONE_SHEET, 20_000);
        assertThat(written.chunks()).hasSizeGreaterThan(10);
        assertThat(written.guardedCells()).isZero();
        assertThat(rig.write(sql, ONE_SHEET, 50_000).file()).isEqualTo(written.file());
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(written.file()))) {
            var sheet = book.getSheetAt(0);
            assertThat(sheet.getLastRowNum()).isEqualTo(5000);
            for (int r = 1; r <= 5000; r++) {
                assertThat(number(sheet.getRow(r).getCell(0))).isEqualTo(r);
                assertThat(sheet.getRow(r).getCell(2) == null).isEqualTo(r % 3 == 0);
            }
        }
    }

    @Test
    void noRowsAndNoColumnsAreWorkbooks() throws Exception {
        try (var book = book(ONE_SHEET, "SELECT 1 AS a WHERE false")) {
            assertThat(book.getSheetAt(0).getLastRowNum()).isZero();
        }
        rig.with("CREATE TABLE nothing ()", "INSERT INTO nothing DEFAULT VALUES");
        try (var book = book(ONE_SHEET, "SELECT * FROM nothing")) {
            assertThat(book.getSheetAt(0).getLastRowNum()).isEqualTo(1);
        }
    }

    @Test
    void rowsBeyondASheetGoOnInAnotherOrAreRefused() throws Exception {
        assertThat(ONE_SHEET.mostRowsPerFile()).isEqualTo(1_048_575);
        assertThat(SHEETS.mostRowsPerFile()).isEqualTo(Long.MAX_VALUE);
        rig.with("CREATE TABLE million AS SELECT g FROM generate_series(1, 1048577) g");
        assertThatThrownBy(() -> rig.write("SELECT g FROM million", ONE_SHEET))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.is(ProblemType.UNSUPPORTED)).isTrue())
                .hasMessageContaining("1,048,575");

        var file = rig.write("SELECT g FROM million ORDER BY g", SHEETS).file();
        assertThat(entry(file, "xl/workbook.xml")).contains("\"Sheet1\"").contains("\"Sheet2\"");
        var first = numbers(entry(file, "xl/worksheets/sheet1.xml"));
        var second = numbers(entry(file, "xl/worksheets/sheet2.xml"));
        assertThat(first[0]).isBetween(1_030_000L, 1_048_575L);
        assertThat(first[0] + second[0]).isEqualTo(1_048_577);
        assertThat(first[1] + second[1]).isEqualTo(1_048_577L * 1_048_578L / 2);
    }

    /// How many values below the header, and their sum.
    private static long[] numbers(String sheet) {
        var result = new long[2];
        var match = Pattern.compile("<v>(\\d+)</v>").matcher(sheet);
        while (match.find()) {
            result[0]++;
            result[1] += Long.parseLong(match.group(1));
        }
        return result;
    }

    @Test
    void everyPartIsWellFormed() throws Exception {
        var file = rig.write("SELECT 1 AS a, '<&>' AS \"<&>\"", SHEETS).file();
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("[Content_Types].xml");
            builder.parse(new ByteArrayInputStream(zip.readAllBytes()));
            for (var next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
                builder.parse(new ByteArrayInputStream(zip.readAllBytes()));
            }
        }
    }

    @Test
    void whatASheetCannotHoldIsRefused() throws Exception {
        rig.with(
                "CREATE TABLE notes AS SELECT repeat('😀', 16383) || 'x' AS fits, repeat('é', 32768) AS wide,"
                        + " decode(repeat('00', 16383), 'hex') AS bytes");
        try (var book = book(ONE_SHEET, "SELECT fits FROM notes")) {
            assertThat(text(book.getSheetAt(0).getRow(1).getCell(0))).hasSize(32_767);
        }
        assertThatThrownBy(() -> rig.write("SELECT fits, wide FROM notes", ONE_SHEET))
                .hasMessageContaining("Column wide holds 32,768 characters")
                .hasMessageContaining("number 1");
        assertThatThrownBy(() -> rig.write("SELECT bytes FROM notes", ONE_SHEET))
                .hasMessageContaining("Column bytes holds 32,768 characters");
        var column = new ResultColumn("c", "int4", 23, -1, true);
        assertThat(ONE_SHEET.columns(Collections.nCopies(16_384, column))).hasSize(16_384);
        assertThatThrownBy(() -> ONE_SHEET.columns(Collections.nCopies(16_385, column)))
                .hasMessageContaining("16,384");
        assertThatThrownBy(() -> new XlsxFormat(Compression.SNAPPY, ExportOptions.DEFAULTS))
                .hasMessageContaining("archive already");
        var bytes = ExportOptions.with().bytesPerPart(1_000_000L).build();
        assertThatThrownBy(() -> new XlsxFormat(Compression.NONE, bytes))
                .hasMessageContaining("rows_per_part");
    }

    private static XSSFWorkbook book(XlsxFormat format, String sql) throws Exception {
        return new XSSFWorkbook(new ByteArrayInputStream(rig.write(sql, format).file()));
    }

    private static double number(Cell cell) {
        assertThat(cell.getCellType()).isEqualTo(CellType.NUMERIC);
        return cell.getNumericCellValue();
    }

    private static String text(Cell cell) {
        assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
        return cell.getStringCellValue();
    }

    private static String dated(Cell cell) {
        assertThat(DateUtil.isCellDateFormatted(cell)).isTrue();
        LocalDateTime value = cell.getLocalDateTimeCellValue();
        return value.toString();
    }

    private static String entry(byte[] file, String name) throws Exception {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
                if (next.getName().equals(name)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("no " + name);
    }
}
