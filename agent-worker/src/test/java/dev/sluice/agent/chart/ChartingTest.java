package dev.sluice.agent.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.shape.Results;
import dev.sluice.agent.shape.ShapeReader;
import dev.sluice.agent.shape.SqlFeatures;
import dev.sluice.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChartingTest {
    private static final String GROUPED = "SELECT a, sum(b) AS b FROM t GROUP BY a";

    @Test
    void namesWithANumberAreBarsInTheOrderOfTheRows() {
        var picture =
                draw(
                        "revenue by category",
                        null,
                        Results.of("category:text", "revenue:numeric")
                                .row("Frozen", 30)
                                .row("Dairy", 20));

        assertThat(type(picture)).isEqualTo("bar");
        var visualization = Objects.requireNonNull(picture.visualization());
        assertThat(visualization.labels()).containsExactly("Frozen", "Dairy");
        var spec = spec(picture);
        assertThat(spec.path("$schema").asString())
                .isEqualTo("https://vega.github.io/schema/vega-lite/v6.json");
        assertThat(spec.path("mark").path("type").asString()).isEqualTo("bar");
        assertThat(spec.path("encoding").path("x").path("sort").isNull()).isTrue();
        assertThat(spec.path("encoding").path("y").path("title").asString()).isEqualTo("Revenue");
        assertThat(spec.path("data").path("values").size()).isEqualTo(2);
        assertThat(picture.reason()).contains("revenue by category");
    }

    @Test
    void manyNamesLieOnTheirSideAndAreBounded() {
        var results = Results.of("product:text", "revenue:numeric");
        for (int i = 0; i < 80; i++) {
            results.row("Product " + i, 1000 - i);
        }
        var picture = draw("revenue by product", null, results);
        var spec = spec(picture);

        assertThat(spec.path("encoding").path("y").path("field").asString()).isEqualTo("x");
        assertThat(spec.path("data").path("values").size()).isEqualTo(50);
        assertThat(picture.reason()).contains("The first 50 of 80 are drawn.");
    }

    @Test
    void aCourseOverTimeIsALineOnAScaleInUtc() {
        var picture =
                draw(
                        "revenue by month",
                        null,
                        Results.of("month:timestamp", "revenue:numeric")
                                .row("2024-01-01T00:00:00", 1)
                                .row("2024-02-01T00:00:00", null)
                                .row("2024-03-01T00:00:00", 3));
        var visualization = Objects.requireNonNull(picture.visualization());
        var x = spec(picture).path("encoding").path("x");

        assertThat(type(picture)).isEqualTo("line");
        assertThat(visualization.labels()).containsExactly("2024-01", "2024-02", "2024-03");
        assertThat(visualization.datasets().getFirst().data().get(1)).isNull();
        assertThat(x.path("type").asString()).isEqualTo("temporal");
        assertThat(x.path("scale").path("type").asString()).isEqualTo("utc");
        assertThat(spec(picture).path("data").path("values").get(0).path("x").asString())
                .isEqualTo("2024-01-01T00:00:00Z");
    }

    @Test
    void severalGroupsOverTimeAreALineEach() {
        var picture =
                draw(
                        "revenue by month and region",
                        null,
                        Results.of("month:date", "region:text", "revenue:numeric")
                                .row("2024-01-01", "North", 1)
                                .row("2024-01-01", "South", 2)
                                .row("2024-02-01", "North", 3));

        var visualization = Objects.requireNonNull(picture.visualization());
        assertThat(visualization.type()).isEqualTo("line");
        assertThat(visualization.labels()).containsExactly("2024-01", "2024-02");
        assertThat(visualization.datasets()).hasSize(2);
        assertThat(spec(picture).path("encoding").path("color").path("field").asString())
                .isEqualTo("group");
    }

    @Test
    void partsOfAWholeAreAPieOnlyWhereTheyAddUp() {
        var results =
                Results.of("category:text", "revenue:numeric")
                        .row("A", 30)
                        .row("B", 20)
                        .row("C", 50);

        assertThat(type(draw("share of revenue by category", null, results))).isEqualTo("pie");
        assertThat(
                        type(
                                draw(
                                        "share of revenue by category",
                                        null,
                                        results,
                                        "SELECT a, avg(b) FROM t GROUP BY a")))
                .as("averages")
                .isEqualTo("pie"); // 30 + 20 + 50 is a hundred
        assertThat(
                        type(
                                draw(
                                        "share of revenue by category",
                                        null,
                                        Results.of("category:text", "price:numeric")
                                                .row("A", 3)
                                                .row("B", 2),
                                        "SELECT a, avg(b) FROM t GROUP BY a")))
                .isEqualTo("bar");
        assertThat(type(draw("share of the top 3", null, results, GROUPED + " LIMIT 3")))
                .isEqualTo("bar");
    }

    @Test
    void oneNumberIsANumberAndNothingIsNothing() {
        var number = draw("how many", null, Results.of("count:int8").row(1234567L));
        assertThat(type(number)).isEqualTo("number");
        assertThat(spec(number).path("data").path("values").get(0).path("value").asString())
                .isEqualTo("1,234,567");

        var nothing = draw("how many", null, Results.of("count:int8"));
        assertThat(nothing.visualization()).isNull();
        assertThat(nothing.spec()).isNull();
        assertThat(nothing.reason()).isEqualTo("There are no rows to draw.");
    }

    @Test
    void numbersOfAnotherSizeStayOutOfThePicture() {
        var picture =
                draw(
                        "revenue and orders by region",
                        null,
                        Results.of("region:text", "revenue:numeric", "orders:int8")
                                .row("North", 1_000_000, 12L)
                                .row("South", 2_000_000, 15L));

        assertThat(Objects.requireNonNull(picture.visualization()).datasets()).hasSize(1);
        assertThat(picture.reason()).contains("another size");
    }

    @Test
    void theClientsWishIsGrantedWhereTheRowsAllowIt() {
        var results =
                Results.of("month:date", "revenue:numeric")
                        .row("2024-01-01", 1)
                        .row("2024-02-01", 2);

        assertThat(type(draw("q", "area", results))).isEqualTo("area");
        assertThat(type(draw("q", "bar", results))).isEqualTo("bar");
        var refused = draw("q", "pie", results);
        assertThat(type(refused)).isEqualTo("line");
        assertThat(refused.reason()).startsWith("These rows cannot be drawn as a pie chart.");
        var unknown = draw("q", "hologram", results);
        assertThat(type(unknown)).isEqualTo("line");
        assertThat(unknown.reason()).startsWith("There is no chart called \"hologram\".");
    }

    @Test
    void twoNumbersArePointsAndManyValuesAHistogram() {
        var pairs = Results.of("price:numeric", "units:int8");
        var spread = Results.of("price:numeric");
        for (int i = 0; i < 12; i++) {
            pairs.row(i, 100L - i);
            spread.row(i);
        }
        assertThat(type(draw("q", null, pairs, "SELECT price, units FROM t"))).isEqualTo("scatter");
        var histogram = draw("q", null, spread, "SELECT price FROM t");
        assertThat(type(histogram)).isEqualTo("histogram");
        assertThat(
                        Objects.requireNonNull(histogram.visualization())
                                .datasets()
                                .getFirst()
                                .data()
                                .stream()
                                .mapToLong(count -> Objects.requireNonNull(count).longValue())
                                .sum())
                .isEqualTo(12);
    }

    @Test
    void twoNamesAreBarsSideBySideOrColours() {
        var few =
                Results.of("category:text", "region:text", "revenue:numeric")
                        .row("A", "North", 1)
                        .row("A", "South", 2)
                        .row("B", "North", 3)
                        .row("B", "South", 4);
        var many = Results.of("store:text", "hour:text", "revenue:numeric");
        for (int store = 0; store < 4; store++) {
            for (int hour = 0; hour < 9; hour++) {
                many.row("S" + store, "H" + hour, store * hour);
            }
        }
        assertThat(type(draw("q", null, few))).isEqualTo("bar");
        assertThat(type(draw("q", null, many))).isEqualTo("heatmap");
    }

    @Test
    void namesThatMeanSomethingToVegaStayData() {
        var picture =
                draw(
                        "q",
                        null,
                        Results.of("a.b[0]:text", "datum['x']:int8")
                                .row("</script>", 1L)
                                .row("b", 2L));
        var encoding = spec(picture).path("encoding");

        assertThat(encoding.path("x").path("field").asString()).isEqualTo("x");
        assertThat(encoding.path("y").path("field").asString()).isEqualTo("y");
        assertThat(spec(picture).toString())
                .doesNotContain("\"expr\"")
                .doesNotContain("\"signal\"");
        assertThat(List.of("x", "y"))
                .containsAll(spec(picture).path("data").path("values").get(0).propertyNames());
    }

    private static Picture draw(String question, @Nullable String wish, Results results) {
        return draw(question, wish, results, GROUPED);
    }

    private static Picture draw(
            String question, @Nullable String wish, Results results, String sql) {
        var features = SqlFeatures.of(sql);
        return Charting.draw(
                question, question, ShapeReader.read(results.table(), features), features, wish);
    }

    private static String type(Picture picture) {
        return Objects.requireNonNull(picture.visualization()).type();
    }

    private static JsonNode spec(Picture picture) {
        Map<String, Object> spec = Objects.requireNonNull(picture.spec());
        return Json.mapper().readTree(Json.write(spec));
    }
}
