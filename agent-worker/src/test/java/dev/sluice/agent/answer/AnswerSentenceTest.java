package dev.sluice.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.shape.Results;
import dev.sluice.agent.shape.ShapeReader;
import dev.sluice.agent.shape.SqlFeatures;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerSentenceTest {
    private static final String SUMS = "SELECT a, sum(b) AS b FROM t GROUP BY a";

    @Test
    void oneNumberIsSaidWithItsName() {
        assertThat(
                        say(
                                "total revenue",
                                SUMS,
                                Results.of("total_revenue:numeric")
                                        .row(new BigDecimal("1234567.891"))))
                .isEqualTo("Total revenue: 1,234,567.89.");
    }

    @Test
    void nothingIsSaidPlainly() {
        assertThat(
                        AnswerSentence.of(
                                "q",
                                Results.of("n:int8").shape(SUMS),
                                SqlFeatures.of(SUMS),
                                List.of("region is Atlantis")))
                .isEqualTo("The query found nothing: no row matches region is Atlantis.");
        assertThat(say("q", SUMS, Results.of("total:numeric").row((Object) null)))
                .startsWith("The query found nothing");
    }

    @Test
    void groupsLeadWithTheTopAndItsShare() {
        assertThat(
                        say(
                                "revenue by category",
                                SUMS,
                                Results.of("category:text", "revenue:numeric")
                                        .row("Dairy", 200)
                                        .row("Frozen", 600)
                                        .row(null, 200)))
                .isEqualTo(
                        "Frozen has the highest revenue with 600 (60.0% of the total of 1,000),"
                                + " followed by Dairy (200) and (none) (200).");
    }

    @Test
    void noShareOfATotalThatIsNotThere() {
        var results =
                Results.of("category:text", "revenue:numeric").row("Frozen", 600).row("Dairy", 200);
        assertThat(say("top 2", SUMS + " ORDER BY 2 DESC LIMIT 2", results)).doesNotContain("%");
        assertThat(say("average", "SELECT a, avg(b) FROM t GROUP BY a", results))
                .doesNotContain("%");
        assertThat(say("all", SUMS, results.truncated())).doesNotContain("%");
    }

    @Test
    void aQuestionForTheLowestGetsTheLowest() {
        assertThat(
                        say(
                                "which category has the lowest revenue",
                                SUMS,
                                Results.of("category:text", "revenue:numeric")
                                        .row("Dairy", 200)
                                        .row("Frozen", 600)))
                .startsWith("Dairy has the lowest revenue with 200, followed by Frozen (600)");
    }

    @Test
    void aTrendSaysWhereItBeganAndEnded() {
        assertThat(
                        say(
                                "revenue by month",
                                SUMS,
                                Results.of("month:date", "revenue:numeric")
                                        .row("2024-01-01", 100)
                                        .row("2024-02-01", 180)
                                        .row("2024-03-01", 125)))
                .isEqualTo(
                        "Revenue rose from 100 in 2024-01 to 125 in 2024-03 (+25.0%), with its highest"
                                + " value in 2024-02 (180) and its lowest in 2024-01 (100).");
    }

    @Test
    void equalNumbersHaveNoHighest() {
        assertThat(
                        say(
                                "q",
                                SUMS,
                                Results.of("a:text", "b:text", "n:int8")
                                        .row("x", "y", 5L)
                                        .row("x", "z", 5L)
                                        .row("w", "y", 5L)))
                .isEqualTo("N is 5 for all 3 combinations of a and b.");
        assertThat(say("q", SUMS, Results.of("a:text", "n:int8").row("x", 5L).row("y", 5L)))
                .isEqualTo("N is 5 for all 2 values of a.");
    }

    @Test
    void oneOfManyIsNamed() {
        assertThat(
                        say(
                                "which store sold most",
                                SUMS + " ORDER BY 2 DESC LIMIT 1",
                                Results.of("store:text", "revenue:numeric").row("Oslo", 900)))
                .isEqualTo("Oslo, with revenue of 900.");
    }

    @Test
    void conditionsAreSaid() {
        var shape = Results.of("a:text", "n:int8").row("x", 5L).row("y", 6L).shape(SUMS);
        assertThat(AnswerSentence.of("q", shape, SqlFeatures.of(SUMS), List.of("year is 2024")))
                .endsWith(" Only where year is 2024.");
    }

    @Test
    void aTrendFromZeroHasNoPercentage() {
        assertThat(
                        say(
                                "q",
                                SUMS,
                                Results.of("month:date", "revenue:numeric")
                                        .row("2024-01-01", 0)
                                        .row("2024-02-01", 5)))
                .isEqualTo("Revenue rose from 0 in 2024-01 to 5 in 2024-02.");
    }

    @Test
    void missingAndInfiniteNumbersAreNoNumbers() {
        var results =
                Results.of("category:text", "revenue:float8")
                        .row("A", "NaN")
                        .row("B", null)
                        .row("C", 5.0)
                        .row("D", 7.5);
        assertThat(say("q", "SELECT a, avg(b) FROM t GROUP BY a", results))
                .isEqualTo("D has the highest revenue with 7.50, followed by C (5).");
        assertThat(insights("SELECT a, avg(b) FROM t GROUP BY a", results))
                .contains("2 rows have no value for revenue.");
    }

    @Test
    void insightsAreComputedFromTheRows() {
        var results = Results.of("store:text", "revenue:numeric");
        for (int i = 0; i < 9; i++) {
            results.row("Store " + i, 100 + i);
        }
        results.row("Flagship", 5000);
        assertThat(insights(SUMS, results))
                .containsExactly(
                        "Revenue is highest for Flagship (5,000) and lowest for Store 0 (100).",
                        "Flagship, Store 8 and Store 7 together make up 87.9% of the total.",
                        "Flagship stands apart: revenue of 5,000 where the middle value is 104.50.");
    }

    @Test
    void insightsOfATrendNameTheLargestStep() {
        assertThat(
                        insights(
                                SUMS,
                                Results.of("year:int4", "revenue:numeric")
                                        .row(2021, 100)
                                        .row(2022, 110)
                                        .row(2023, 55)
                                        .row(2024, 60)))
                .containsExactly(
                        "The largest step of revenue is from 2022 to 2023: −55 (−50.0%).",
                        "All 4 periods together: 325.");
    }

    @Test
    void plainRowsAreCounted() {
        assertThat(
                        say(
                                "show products",
                                "SELECT id, name, price, stock FROM products",
                                Results.of("id:int4", "name:text", "price:numeric", "stock:int4")
                                        .row(1, "Peas", 2, 3)
                                        .row(2, "Beans", 4, 5)
                                        .truncated()))
                .isEqualTo("The first 2 rows of more with id, name, price and stock.");
    }

    private static String say(String question, String sql, Results results) {
        var features = SqlFeatures.of(sql);
        return AnswerSentence.of(
                question, ShapeReader.read(results.table(), features), features, List.of());
    }

    private static List<String> insights(String sql, Results results) {
        var features = SqlFeatures.of(sql);
        return Insights.of(ShapeReader.read(results.table(), features), features);
    }
}
