package dev.sluice.standalone.cli.terminal;

import dev.sluice.model.analysis.Visualization;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A small picture of an answer in characters. What a terminal cannot show well gives no lines; the
/// table stands below it anyway.
public final class ChartRenderer {
    private final Terminal terminal;

    public ChartRenderer(Terminal terminal) {
        this.terminal = terminal;
    }

    public List<String> render(@Nullable Visualization picture) {
        if (picture == null || picture.datasets().isEmpty()) {
            return List.of();
        }
        return switch (picture.type().toLowerCase(Locale.ROOT)) {
            case "bar", "histogram", "pie" -> new BarChart(terminal).render(picture);
            case "line", "area" -> new ColumnChart(terminal).render(picture);
            case "number" -> number(picture);
            default -> List.of();
        };
    }

    private List<String> number(Visualization picture) {
        var figures = picture.datasets().getFirst();
        if (figures.data().isEmpty()) {
            return List.of();
        }
        var figure = figures.data().getFirst();
        return figure == null
                ? List.of()
                : List.of(
                        terminal.style().bold(terminal.style().accent(Quantities.number(figure)))
                                + "  "
                                + Columns.oneLine(figures.label()));
    }
}
