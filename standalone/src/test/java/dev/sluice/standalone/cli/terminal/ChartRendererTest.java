package dev.sluice.standalone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.analysis.Visualization;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartRendererTest {
    private static final Visualization QUARTERS =
            new Visualization(
                    "bar",
                    List.of("Q1", "Q2", "Q3"),
                    List.of(new Dataset("Revenue", List.of(100, 50, 0))));

    @Test
    void barsAreAsLongAsTheirValues() {
        var lines = new ChartRenderer(Terminals.unicode(40)).render(QUARTERS);

        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).isEqualTo("Revenue");
        var long1 = lines.get(1).chars().filter(c -> c == '█').count();
        var long2 = lines.get(2).chars().filter(c -> c == '█').count();
        assertThat(long1).isEqualTo(31);
        assertThat(long2).isEqualTo(15);
        assertThat(lines.get(1)).endsWith(" 100");
        assertThat(lines.get(3)).isEqualTo("Q3  0");
    }

    @Test
    void withoutUnicodeBarsAreAscii() {
        var lines = new ChartRenderer(Terminals.ascii(40)).render(QUARTERS);

        assertThat(String.join("", lines)).isPrintable().matches("\\p{ASCII}*").contains("####");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        var labels = IntStream.range(0, 60).mapToObj(i -> "a very long label number " + i).toList();
        var values = IntStream.range(0, 60).mapToObj(i -> (Number) (i * 123_456_789L)).toList();
        for (var type : List.of("bar", "line", "area", "pie", "histogram")) {
            for (var width : List.of(40, 57, 80, 120)) {
                var picture =
                        new Visualization(type, labels, List.of(new Dataset("Units", values)));
                for (var terminal : List.of(Terminals.unicode(width), Terminals.ascii(width))) {
                    assertThat(new ChartRenderer(terminal).render(picture))
                            .as("%s at %s", type, width)
                            .isNotEmpty()
                            .allSatisfy(line ->
                                    assertThat(Columns.width(line)).isLessThanOrEqualTo(width));
                }
            }
        }
    }

    @Test
    void aLineHasItsScaleAndItsEnds() {
        var picture =
                new Visualization(
                        "line",
                        List.of("2024-01", "2024-02", "2024-03", "2024-04"),
                        List.of(new Dataset("Units", List.of(0, 10, 20, 40))));

        var lines = new ChartRenderer(Terminals.unicode(60)).render(picture);

        assertThat(lines.get(1)).startsWith("40 │").endsWith("████");
        assertThat(lines.get(6)).startsWith(" 0 │");
        assertThat(lines.getLast()).contains("2024-01").contains("2024-04");
    }

    @Test
    void aMissingValueIsAGapAndNotZero() {
        var picture =
                new Visualization(
                        "bar",
                        List.of("a", "b"),
                        List.of(new Dataset("Units", Arrays.asList(null, new BigDecimal("1.50")))));

        var lines = new ChartRenderer(Terminals.unicode(60)).render(picture);

        assertThat(lines.get(1)).isEqualTo("a  no value");
        assertThat(lines.get(2)).endsWith(" 1.5");
    }

    @Test
    void severalSeriesShareOneScale() {
        var picture =
                new Visualization(
                        "line",
                        List.of("Jan", "Feb"),
                        List.of(
                                new Dataset("north", List.of(1, 8)),
                                new Dataset("south", List.of(8, 1))));

        var lines = new ChartRenderer(Terminals.unicode(60)).render(picture);

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo("north  ▁▁▁▁████");
        assertThat(lines.get(1)).isEqualTo("south  ████▁▁▁▁");
    }

    @Test
    void aNumberStandsAlone() {
        var picture =
                new Visualization(
                        "number",
                        List.of("total"),
                        List.of(new Dataset("Revenue", List.of(new BigDecimal("1234567.891")))));

        assertThat(new ChartRenderer(Terminals.ascii(80)).render(picture))
                .containsExactly("1,234,567.891  Revenue");
    }

    @Test
    void whatATerminalCannotShowGivesNoLines() {
        var picture =
                new Visualization("scatter", List.of(), List.of(new Dataset("x", List.of(1))));

        assertThat(new ChartRenderer(Terminals.unicode(80)).render(picture)).isEmpty();
        assertThat(new ChartRenderer(Terminals.unicode(80)).render(null)).isEmpty();
    }

    @Test
    void valuesThatAreAllEqualOrEmptyDoNotBreakAChart() {
        for (var type : List.of("bar", "line")) {
            for (var data :
                    List.<List<Number>>of(
                            List.of(7, 7), List.of(0, 0), List.of(-3, -3), List.of())) {
                var labels = data.isEmpty() ? List.<String>of() : List.of("a", "b");
                var picture = new Visualization(type, labels, List.of(new Dataset("x", data)));
                assertThat(new ChartRenderer(Terminals.unicode(80)).render(picture)).isNotNull();
            }
        }
    }

    @Test
    void labelsCannotSteerTheTerminal() {
        var picture =
                new Visualization(
                        "bar", List.of("a\u001b[31mb\n"), List.of(new Dataset("x", List.of(1))));

        assertThat(new ChartRenderer(Terminals.unicode(80)).render(picture).get(1))
                .startsWith("a[31mb ")
                .doesNotContain("\u001b", "\n");
    }

    @Test
    void coloursAreUsedOnlyWhereTheyAreWelcome() {
        assertThat(String.join("", new ChartRenderer(Terminals.colourful()).render(QUARTERS)))
                .contains("\u001b[");
        assertThat(String.join("", new ChartRenderer(Terminals.unicode(80)).render(QUARTERS)))
                .doesNotContain("\u001b");
    }
}
