package dev.sluice.benchmarks.measuring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Cells under a head. The first column is text and stands left, the others stand right.
public final class TextTable {
    private final String title;
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String title, List<String> head) {
        this.title = title;
        this.head = List.copyOf(head);
    }

    public void add(String... cells) {
        rows.add(Arrays.asList(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// For a terminal.
    public String text() {
        var widths = IntStream.range(0, head.size()).map(this::width).toArray();
        var lines = new ArrayList<String>();
        lines.add(title);
        lines.add(line(head, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /// For a page.
    public String markdown() {
        var lines = new ArrayList<String>();
        lines.add("**" + title + "**");
        lines.add("");
        lines.add(line(head));
        lines.add(
                "| --- |" + " --: |".repeat(head.size() - 1)); // as in text: the first column left
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines) + "\n";
    }

    private int width(int column) {
        return Math.max(
                head.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> padded(cells.get(i), i == 0 ? -widths[i] : widths[i]))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String padded(String cell, int width) {
        return ("%" + (width == 0 ? "" : width) + "s").formatted(cell);
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
