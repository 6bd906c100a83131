package dev.sluice.standalone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableRendererTest {
    @Test
    void numbersStandToTheRightAndTextToTheLeft() {
        var lines =
                new TableRenderer(Terminals.ascii(80))
                        .render(
                                List.of("name", "revenue"),
                                List.of(
                                        List.of("Bread", new BigDecimal("1E+3")),
                                        Arrays.asList("Fish", null),
                                        List.of("Milk", new BigDecimal("12.50"))),
                                10);

        assertThat(lines)
                .containsExactly(
                        "name   revenue",
                        "-----  -------",
                        "Bread     1000",
                        "Fish",
                        "Milk     12.50");
    }

    @Test
    void theWidestColumnGivesWay() {
        var lines =
                new TableRenderer(Terminals.unicode(40))
                        .render(
                                List.of("id", "what"),
                                List.of(List.of("job_1", "x".repeat(100))),
                                10);

        assertThat(lines)
                .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(40));
        assertThat(lines.getLast()).startsWith("job_1  xxx").endsWith("…");
    }

    @Test
    void whatIsCopiedIsNeverCut() {
        var id = "job_" + "1".repeat(26);
        var lines =
                new TableRenderer(Terminals.ascii(40), 1)
                        .render(List.of("id", "what"), List.of(List.of(id, "x".repeat(100))), 10);

        assertThat(lines.getLast()).startsWith(id + "  xxx").endsWith("...").hasSize(40);
    }

    @Test
    void wideCharactersCountTwice() {
        var lines =
                new TableRenderer(Terminals.unicode(80))
                        .render(
                                List.of("名前", "n"),
                                List.of(List.of("日本語", 1), List.of("e\u0301te", 2)),
                                10);

        assertThat(lines.get(2)).isEqualTo("日本語  1");
        assertThat(lines.get(3)).isEqualTo("e\u0301te     2");
    }

    @Test
    void theLastLineSaysHowManyRowsAreLeftOut() {
        var lines =
                new TableRenderer(Terminals.ascii(80))
                        .render(List.of("n"), List.of(List.of(1), List.of(2), List.of(3)), 1);

        assertThat(lines).hasSize(4).last().isEqualTo("... 2 more rows");
    }

    @Test
    void listsAndObjectsAreJson() {
        var lines =
                new TableRenderer(Terminals.ascii(80))
                        .render(
                                List.of("tags", "doc"),
                                List.of(List.of(List.of("a", "b"), Map.of("k", 1))),
                                10);

        assertThat(lines.getLast()).isEqualTo("[\"a\",\"b\"]  {\"k\":1}");
    }

    @Test
    void moreColumnsThanTheWidthHasRoomForStillPrint() {
        var names = IntStream.range(0, 40).mapToObj(i -> "column" + i).toList();
        var lines = new TableRenderer(Terminals.ascii(40)).render(names, List.of(List.of()), 10);

        assertThat(lines).hasSize(3);
    }
}
