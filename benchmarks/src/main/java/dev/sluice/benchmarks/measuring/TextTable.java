package dev.sluice.benchmarks.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Cells under a head. The first columns are text and stand left, the others are figures and stand right.
public final class TextTable {
    private final String title;
    private final int texts;
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param texts columns of text
    public TextTable(String title, int texts, List<String> head) {
        this.title = title;
        this.texts = texts;
        this.head = List.copyOf(head);
    }

    public void add(String... cells) {
        rows.add(Arrays.asList(cells));
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
        lines.add("|" + " --- |".repeat(texts) + " --: |".repeat(head.size() - texts));
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines) + "\n";
    }

    /// Writes tables as a page.
    ///
    /// @param heading a paragraph before them
    public static void write(Path file, String heading, List<TextTable> tables) {
        var text =
                tables.stream()
                        .map(TextTable::markdown)
                        .collect(Collectors.joining("\n", heading + "\n\n", ""));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int width(int column) {
        return Math.max(
                head.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> padded(cells.get(i), i < texts ? -widths[i] : widths[i]))
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
