package dev.sluice.standalone.cli.terminal;

import dev.sluice.model.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows in aligned columns that fit the width: numbers to the right, the widest text columns give way
/// first.
public final class TableRenderer {
    private static final String GAP = "  ";
    private static final int NARROWEST_COLUMN = 4;

    private final Terminal terminal;
    private final int whole;

    public TableRenderer(Terminal terminal) {
        this(terminal, 0);
    }

    /// @param whole how many of the first columns are never cut, as what one copies from them
    public TableRenderer(Terminal terminal, int whole) {
        this.terminal = terminal;
        this.whole = whole;
    }

    /// @param header names of the columns
    /// @param rows values as JSON gives them; a row may be shorter than the header
    /// @param most how many rows to show; a last line says how many were left out
    public List<String> render(List<String> header, List<List<@Nullable Object>> rows, int most) {
        var shown = rows.stream().limit(most).map(row -> texts(row, header.size())).toList();
        var rightAligned = rightAligned(rows, header.size());
        var widths = fit(widths(header, shown));

        var lines = new ArrayList<String>();
        lines.add(
                terminal.style()
                        .bold(
                                line(
                                        header.stream().map(Columns::oneLine).toList(),
                                        widths,
                                        rightAligned)));
        var rules = Arrays.stream(widths).mapToObj(terminal.glyphs().rule()::repeat).toList();
        lines.add(terminal.style().dim(String.join(GAP, rules)));
        shown.forEach(row -> lines.add(line(row, widths, rightAligned)));
        if (shown.size() < rows.size()) {
            lines.add(
                    terminal.style()
                            .dim(
                                    terminal.glyphs().ellipsis()
                                            + " "
                                            + Quantities.count(
                                                    rows.size() - shown.size(), "more row")));
        }
        return lines;
    }

    private String line(List<String> cells, int[] widths, boolean[] rightAligned) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var text = Columns.fit(cells.get(i), widths[i], terminal.glyphs().ellipsis());
            line.append(i == 0 ? "" : GAP)
                    .append(
                            rightAligned[i]
                                    ? Columns.padLeft(text, widths[i])
                                    : Columns.padRight(text, widths[i]));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> texts(List<@Nullable Object> row, int size) {
        var texts = new ArrayList<String>(size);
        for (int i = 0; i < size; i++) {
            texts.add(i < row.size() ? text(row.get(i)) : "");
        }
        return texts;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case java.math.BigDecimal exact -> exact.toPlainString();
            case Collection<?> list -> Columns.oneLine(Json.write(list));
            case Map<?, ?> object -> Columns.oneLine(Json.write(object));
            default -> Columns.oneLine(value.toString());
        };
    }

    private static boolean[] rightAligned(List<List<@Nullable Object>> rows, int columns) {
        var right = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            var column = i;
            var values =
                    rows.stream()
                            .filter(row -> column < row.size() && row.get(column) != null)
                            .map(row -> row.get(column))
                            .toList();
            right[i] = !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
        }
        return right;
    }

    private static int[] widths(List<String> header, List<List<String>> rows) {
        var widths =
                header.stream().mapToInt(name -> Columns.width(Columns.oneLine(name))).toArray();
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.width(row.get(i)));
            }
        }
        return widths;
    }

    private int[] fit(int[] widths) {
        var room = terminal.width() - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            var widest = -1;
            for (int i = whole; i < widths.length; i++) {
                widest = widest < 0 || widths[i] > widths[widest] ? i : widest;
            }
            if (widest < 0 || widths[widest] <= NARROWEST_COLUMN) {
                break; // more columns than the terminal has room for: let it wrap
            }
            widths[widest]--;
        }
        return widths;
    }
}
