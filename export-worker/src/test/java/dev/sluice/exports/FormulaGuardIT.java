package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exports.csv.CsvFormat;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// 100,000 generated cells, written raw and guarded, and read back by a reader of RFC 4180.
class FormulaGuardIT {
    private static final int ROWS = 20_000;
    private static final int TEXTS = 5;

    /// The rule as a sentence, independent of how the guard works on bytes.
    private static final Pattern RUNS = Pattern.compile(" *[=+\\-@\t\r\n＝＋－＠].*", Pattern.DOTALL);

    private static final String[] BITS = {
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        " ",
        "  ",
        "＝",
        "＋",
        "－",
        "＠",
        "'",
        "\"",
        "\"\"",
        ",",
        ";",
        "a",
        "1",
        "é",
        "😀",
        "！",
        "＜",
        "SUM(A1)",
        "cmd|' /C calc'!A0",
        "\\N",
        "NULL",
        "\\."
    };

    @Test
    void rawIsExactAndGuardedDiffersExactlyWhereItMust() throws Exception {
        var cells = generated();
        try (var rig = new FormatRig()) {
            rig.with(
                    "CREATE TABLE cells (id int, a text, n numeric, b varchar, d date, c text,"
                            + " i interval, e text, f bool, g name)");
            rig.load("cells", csv(cells));
            for (var delimiter : List.of(",", ";", "\t")) {
                for (boolean quoteAll : new boolean[] {false, true}) {
                    check(rig, cells, delimiter, quoteAll);
                }
            }
        }
    }

    private static void check(
            FormatRig rig, List<List<@Nullable String>> cells, String delimiter, boolean quoteAll)
            throws Exception {
        var sql = "SELECT * FROM cells ORDER BY id";
        var base = ExportOptions.with().delimiter(delimiter).quoteAll(quoteAll).nullText("NULL");
        var raw = rig.write(sql, csv(base.formulaGuard(false).build()), 200_000);
        var options =
                "FORMAT csv, HEADER, NULL 'NULL', DELIMITER '%s'%s"
                        .formatted(delimiter, quoteAll ? ", FORCE_QUOTE *" : "");
        assertThat(raw.file()).isEqualTo(rig.copy(sql, options));
        assertThat(raw.guardedCells()).isZero();

        var guarded = rig.write(sql, csv(base.formulaGuard(true).build()), 200_000);
        var rows = rows(guarded.file(), delimiter.charAt(0));
        long expectedGuarded = 0;
        for (int r = 0; r < ROWS; r++) {
            var expected = new ArrayList<@Nullable String>(cells.get(r));
            for (int c : new int[] {1, 3, 5, 7, 9}) {
                var cell = expected.get(c);
                if (cell != null && RUNS.matcher(cell).matches()) {
                    expected.set(c, "'" + cell);
                    expectedGuarded++;
                }
            }
            assertThat(rows.get(r + 1)).isEqualTo(expected);
        }
        assertThat(rows).hasSize(ROWS + 1);
        assertThat(guarded.guardedCells()).isEqualTo(expectedGuarded).isGreaterThan(10_000);
    }

    private static CsvFormat csv(ExportOptions options) {
        return new CsvFormat(ExportFormat.CSV, Compression.NONE, options);
    }

    private static List<List<@Nullable String>> generated() {
        var random = new Random(20_261_120);
        var rows = new ArrayList<List<@Nullable String>>();
        for (int r = 0; r < ROWS; r++) {
            var texts = new ArrayList<@Nullable String>();
            for (int c = 0; c < TEXTS; c++) {
                texts.add(cell(random));
            }
            var row = new ArrayList<@Nullable String>();
            row.add(Integer.toString(r - ROWS / 2));
            row.add(texts.get(0));
            row.add("-" + random.nextInt(1, 100) + ".50");
            row.add(texts.get(1));
            row.add(random.nextBoolean() ? "2024-02-29" : null);
            row.add(texts.get(2));
            row.add("-1 days");
            row.add(texts.get(3));
            row.add(random.nextBoolean() ? "t" : "f");
            row.add(texts.get(4));
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable String cell(Random random) {
        if (random.nextInt(10) == 0) {
            return null;
        }
        var cell = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            cell.append(BITS[random.nextInt(BITS.length)]);
        }
        return cell.toString();
    }

    private static String csv(List<List<@Nullable String>> rows) {
        var csv = new StringBuilder();
        for (var row : rows) {
            for (int c = 0; c < row.size(); c++) {
                csv.append(c > 0 ? "," : "");
                var cell = row.get(c);
                csv.append(cell == null ? "" : '"' + cell.replace("\"", "\"\"") + '"');
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    /// Unquoted `NULL` is no value.
    private static List<List<@Nullable String>> rows(byte[] file, char delimiter) {
        var text = new String(file, StandardCharsets.UTF_8);
        var rows = new ArrayList<List<@Nullable String>>();
        var row = new ArrayList<@Nullable String>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                var cell = new StringBuilder();
                at++;
                while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
                    cell.append(text.charAt(at));
                    at += text.charAt(at) == '"' ? 2 : 1;
                }
                at++;
                row.add(cell.toString());
            } else {
                int start = at;
                while (text.charAt(at) != delimiter && text.charAt(at) != '\n') {
                    at++;
                }
                var cell = text.substring(start, at);
                row.add(cell.equals("NULL") ? null : cell);
            }
            if (text.charAt(at++) == '\n') {
                rows.add(row);
                row = new ArrayList<>();
            }
        }
        return rows;
    }

    @Test
    void namesOfColumnsAreGuardedAsWell() throws Exception {
        try (var rig = new FormatRig()) {
            var sql = "SELECT 1 AS \"=1+1\", -2 AS \"-a,b\", '@x' AS plain, '=y' AS \"＝z\"";
            var written = rig.write(sql, csv(ExportOptions.with().formulaGuard(true).build()));
            assertThat(new String(written.file(), StandardCharsets.UTF_8))
                    .isEqualTo("'=1+1,\"'-a,b\",plain,'＝z\n1,-2,'@x,'=y\n");
            assertThat(written.guardedCells()).isEqualTo(2);
        }
    }
}
