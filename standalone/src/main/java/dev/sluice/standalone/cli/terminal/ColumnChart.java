package dev.sluice.standalone.cli.terminal;

import dev.sluice.model.analysis.Visualization;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A run of values over time or another order: a few rows of columns for one dataset, a sparkline each
/// for several.
final class ColumnChart {
    private static final int ROWS = 6;

    private final Terminal terminal;

    ColumnChart(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> render(Visualization picture) {
        return picture.datasets().size() == 1
                ? tall(picture.datasets().getFirst(), picture.labels())
                : sparklines(picture.datasets(), picture.labels());
    }

    private List<String> tall(Dataset dataset, List<String> labels) {
        var scale = Scale.of(List.of(dataset));
        if (scale == null) {
            return List.of();
        }
        var top = Quantities.number(scale.exactTop());
        var bottom = Quantities.number(scale.exactBottom());
        var axisWidth = Math.max(top.length(), bottom.length());
        var cells = cells(dataset, terminal.width() - axisWidth - 3);
        var lines = new ArrayList<String>();
        lines.add(terminal.style().dim(Columns.oneLine(dataset.label())));
        for (int row = ROWS - 1; row >= 0; row--) {
            var mark = row == ROWS - 1 ? top : row == 0 ? bottom : "";
            lines.add(
                    Columns.padLeft(mark, axisWidth)
                            + " "
                            + terminal.glyphs().axis()
                            + terminal.style().accent(row(cells, scale, row).stripTrailing()));
        }
        lines.add(" ".repeat(axisWidth + 2) + ends(labels, cells.length, axisWidth + 2));
        return lines;
    }

    private List<String> sparklines(List<Dataset> datasets, List<String> labels) {
        var scale = Scale.of(datasets);
        if (scale == null) {
            return List.of();
        }
        var nameWidth =
                Math.min(
                        datasets.stream().mapToInt(d -> Columns.width(d.label())).max().orElse(0),
                        terminal.width() / 3);
        var room = terminal.width() - nameWidth - 2;
        var lines = new ArrayList<String>();
        var length = 0;
        for (var dataset : datasets) {
            var cells = cells(dataset, room);
            length = Math.max(length, cells.length);
            var name = Columns.fit(dataset.label(), nameWidth, terminal.glyphs().ellipsis());
            var line = new StringBuilder();
            for (var value : cells) {
                line.append(
                        Double.isNaN(value)
                                ? ' '
                                : terminal.glyphs()
                                        .columnCell(Math.max(0.05, scale.share(value)), 0));
            }
            lines.add(
                    Columns.padRight(name, nameWidth)
                            + "  "
                            + terminal.style().accent(line.toString().stripTrailing()));
        }
        lines.add(" ".repeat(nameWidth + 2) + ends(labels, length, nameWidth + 2));
        return lines;
    }

    private String row(double[] cells, Scale scale, int row) {
        var line = new StringBuilder();
        for (var value : cells) {
            // even the lowest value leaves a mark, so that a gap always means "no value"
            var height = Double.isNaN(value) ? 0 : Math.max(0.1, scale.share(value) * ROWS);
            line.append(terminal.glyphs().columnCell(height, row));
        }
        return line.toString();
    }

    /// The values in at most `room` cells: widened where there is room, averaged where there is not.
    private static double[] cells(Dataset dataset, int room) {
        var count = dataset.data().size();
        if (count > room) {
            var squeezed = new double[room];
            for (int i = 0; i < room; i++) {
                squeezed[i] = mean(dataset, i * count / room, (i + 1) * count / room);
            }
            return squeezed;
        }
        var widening = Math.clamp(room / count, 1, 4);
        var widened = new double[count * widening];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = mean(dataset, i / widening, i / widening + 1);
        }
        return widened;
    }

    private static double mean(Dataset dataset, int from, int to) {
        return dataset.data().subList(from, Math.max(to, from + 1)).stream()
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private String ends(List<String> labels, int width, int indent) {
        if (labels.isEmpty()) {
            return "";
        }
        var first = Columns.oneLine(labels.getFirst());
        var last = Columns.oneLine(labels.getLast());
        var gap = width - Columns.width(first) - Columns.width(last);
        var text = labels.size() == 1 ? first : first + " ".repeat(Math.max(2, gap)) + last;
        return terminal.style()
                .dim(Columns.fit(text, terminal.width() - indent, terminal.glyphs().ellipsis()));
    }
}
