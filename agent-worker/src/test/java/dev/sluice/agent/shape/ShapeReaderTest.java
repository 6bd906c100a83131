package dev.sluice.agent.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.shape.ResultShape.Empty;
import dev.sluice.agent.shape.ResultShape.Groups;
import dev.sluice.agent.shape.ResultShape.Matrix;
import dev.sluice.agent.shape.ResultShape.Numbers;
import dev.sluice.agent.shape.ResultShape.Pairs;
import dev.sluice.agent.shape.ResultShape.Rows;
import dev.sluice.agent.shape.ResultShape.Series;
import dev.sluice.agent.shape.ResultShape.Single;
import dev.sluice.agent.shape.ResultShape.Spread;
import dev.sluice.agent.shape.ResultShape.Trend;
import org.junit.jupiter.api.Test;

class ShapeReaderTest {
    private static final String GROUPED = "SELECT a, sum(b) AS b FROM t GROUP BY a";

    @Test
    void aSumOverNothingIsEmpty() {
        assertThat(Results.of("revenue:numeric").row((Object) null).shape(GROUPED))
                .isInstanceOf(Empty.class);
        assertThat(Results.of("a:text", "b:int8").shape(GROUPED)).isInstanceOf(Empty.class);
    }

    @Test
    void oneCellIsSingleAndOneRowOfNumbersIsNumbers() {
        assertThat(Results.of("count:int8").row(42L).shape(GROUPED)).isInstanceOf(Single.class);
        assertThat(Results.of("low:int4", "high:int4").row(1, 2).shape(GROUPED))
                .isInstanceOf(Numbers.class);
    }

    @Test
    void datesWithNumbersAreATrendInOrderOfTime() {
        var shape =
                Results.of("month:date", "revenue:numeric")
                        .row("2024-03-01", 3)
                        .row("2024-01-01", 1)
                        .row(null, 9)
                        .row("2024-02-01", 2)
                        .shape(GROUPED);

        assertThat(shape).isInstanceOf(Trend.class);
        var trend = (Trend) shape;
        assertThat(trend.table().rows()).extracting(row -> row.get(1)).containsExactly(1, 2, 3);
        assertThat(trend.timeline().grain()).isEqualTo(Timeline.Grain.MONTH);
    }

    @Test
    void yearsThatAreNumbersAreTimeToo() {
        assertThat(
                        Results.of("year:numeric", "units:int8")
                                .row(2023, 5L)
                                .row(2024, 7L)
                                .shape(GROUPED))
                .isInstanceOf(Trend.class);
    }

    @Test
    void aDateAndANameWithANumberAreASeries() {
        assertThat(
                        Results.of("month:date", "region:text", "revenue:numeric")
                                .row("2024-01-01", "North", 1)
                                .row("2024-01-01", "South", 2)
                                .row("2024-02-01", "North", 3)
                                .shape(GROUPED))
                .isInstanceOf(Series.class);
    }

    @Test
    void theTextOfSeveralNamesIsTheLabel() {
        var shape =
                Results.of("product_id:int4", "product_name:text", "revenue:numeric")
                        .row(7, "Peas", 10)
                        .row(8, "Beans", 20)
                        .shape(GROUPED);

        assertThat(shape).isInstanceOf(Groups.class);
        assertThat(((Groups) shape).label().name()).isEqualTo("product_name");
        assertThat(((Groups) shape).measures()).hasSize(1);
    }

    @Test
    void twoNamesThatRepeatAreAMatrix() {
        assertThat(
                        Results.of("category:text", "region:text", "revenue:numeric")
                                .row("A", "North", 1)
                                .row("A", "South", 2)
                                .row("B", "North", 3)
                                .row("B", "South", 4)
                                .shape(GROUPED))
                .isInstanceOf(Matrix.class);
    }

    @Test
    void twoNumbersArePairsAndManyOfOneAreASpread() {
        var pairs = Results.of("price:numeric", "units:int8");
        var spread = Results.of("price:numeric");
        for (int i = 0; i < 12; i++) {
            pairs.row(i, 100L - i);
            spread.row(i);
        }
        assertThat(pairs.shape("SELECT price, units FROM t")).isInstanceOf(Pairs.class);
        assertThat(spread.shape("SELECT price FROM t")).isInstanceOf(Spread.class);
    }

    @Test
    void rowsThatStandForThemselvesAreRows() {
        assertThat(
                        Results.of("id:int4", "name:text", "price:numeric", "stock:int4")
                                .row(1, "Peas", 2, 3)
                                .row(2, "Beans", 4, 5)
                                .shape("SELECT id, name, price, stock FROM products"))
                .isInstanceOf(Rows.class);
        assertThat(
                        Results.of("name:text", "tags:text[]", "n:int8")
                                .row("Peas", java.util.List.of("a"), 1L)
                                .row("Beans", java.util.List.of("b"), 2L)
                                .shape(GROUPED))
                .isInstanceOf(Rows.class);
    }
}
