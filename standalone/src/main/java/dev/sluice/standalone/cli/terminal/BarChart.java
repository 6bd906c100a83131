package dev.sluice.standalone.cli.terminal;

import dev.sluice.model.analysis.Visualization;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One horizontal bar for each label and dataset, all on one scale that holds zero.
final class BarChart {
    private static final int MOST_BARS = 24;
    private static final int SHORTEST_BAR = 8;

    private final Terminal terminal;

    BarChart(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> render(Visualization picture) {
        var largest = largest(picture.datasets());
        var labels = picture.labels();
        var several = picture.datasets().size() > 1;
        var shown = Math.min(labels.size(), Math.max(1, MOST_BARS / picture.datasets().size()));
        var labelWidth = Math.min(widest(labels, shown), terminal.width() / 3);
        var valueWidth = widestValue(picture.datasets(), shown);
        var seriesWidth = several ? Math.min(widestSeries(picture.datasets()), 20) : 0;
        var room =
                Math.max(
                        SHORTEST_BAR,
                        terminal.width()
                                - labelWidth
                                - valueWidth
                                - seriesWidth
                                - (several ? 6 : 4));

        var lines = new ArrayList<String>();
        if (!several) {
            lines.add(terminal.style().dim(Columns.oneLine(picture.datasets().getFirst().label())));
        }
        for (int i = 0; i < shown; i++) {
            var name = i < labels.size() ? labels.get(i) : "";
            for (var dataset : picture.datasets()) {
                var series = several ? cell(dataset.label(), seriesWidth) + "  " : "";
                lines.add(line(cell(name, labelWidth), series, value(dataset, i), largest, room));
                name = "";
            }
        }
        if (shown < labels.size()) {
            lines.add(
                    terminal.style()
                            .dim(
                                    terminal.glyphs().ellipsis()
                                            + " "
                                            + (labels.size() - shown)
                                            + " more"));
        }
        return lines;
    }

    private String line(
            String label, String series, @Nullable Number value, double largest, int room) {
        if (value == null) {
            return label + "  " + series + terminal.style().dim("no value");
        }
        var amount = value.doubleValue();
        var bar = terminal.glyphs().bar(largest == 0 ? 0 : Math.abs(amount) / largest, room);
        var painted = amount < 0 ? terminal.style().bad(bar) : terminal.style().accent(bar);
        return label
                + "  "
                + series
                + painted
                + (bar.isEmpty() ? "" : " ")
                + Quantities.number(value);
    }

    private String cell(String text, int width) {
        return Columns.padRight(
                Columns.fit(Columns.oneLine(text), width, terminal.glyphs().ellipsis()), width);
    }

    private static @Nullable Number value(Dataset dataset, int index) {
        return index < dataset.data().size() ? dataset.data().get(index) : null;
    }

    private static double largest(List<Dataset> datasets) {
        return datasets.stream()
                .flatMap(dataset -> dataset.data().stream())
                .filter(Objects::nonNull)
                .mapToDouble(number -> Math.abs(number.doubleValue()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static int widest(List<String> labels, int shown) {
        return labels.stream()
                .limit(shown)
                .mapToInt(label -> Columns.width(Columns.oneLine(label)))
                .max()
                .orElse(0);
    }

    private static int widestSeries(List<Dataset> datasets) {
        return datasets.stream()
                .mapToInt(dataset -> Columns.width(dataset.label()))
                .max()
                .orElse(0);
    }

    private static int widestValue(List<Dataset> datasets, int shown) {
        return datasets.stream()
                .flatMap(dataset -> dataset.data().stream().limit(shown))
                .filter(Objects::nonNull)
                .mapToInt(number -> Quantities.number(number).length())
                .max()
                .orElse(1);
    }
}
