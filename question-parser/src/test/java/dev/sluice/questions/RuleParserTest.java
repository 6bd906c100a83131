package dev.sluice.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.questions.Interpretation.Answered;
import dev.sluice.questions.Interpretation.Shape;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleParserTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 5, 14);

    private final QuestionParser parser = QuestionParser.rules();
    private final QuestionCatalog catalog = InventedCatalog.glorps();

    @Test
    void countsRows() {
        assertThat(sql("How many glorps are there?"))
                .isEqualTo("SELECT COUNT(*) AS number_of_glorps FROM glorps");
    }

    @Test
    void addsUpByGroupOverADeclaredForeignKey() {
        assertThat(sql("total zint value by sector"))
                .isEqualTo(
                        "SELECT vonks.sector, SUM(glorps.zint_value) AS total_zint_value FROM glorps"
                                + " JOIN vonks ON glorps.vonk_id = vonks.vonk_id GROUP BY vonks.sector"
                                + " ORDER BY SUM(glorps.zint_value) DESC NULLS LAST, vonks.sector");
    }

    @Test
    void averagesRatesWithoutBeingTold() {
        assertThat(sql("wobble rate per flavour")).contains("AVG(glorps.wobble_rate)");
    }

    @Test
    void ranksEntitiesByASum() {
        assertThat(sql("top 5 vonks by zint value"))
                .startsWith("SELECT vonks.vonk_name, SUM(glorps.zint_value) AS total_zint_value")
                .contains("GROUP BY vonks.vonk_id, vonks.vonk_name")
                .endsWith("LIMIT 5");
        assertThat(best("top 5 vonks by zint value").shape()).isEqualTo(Shape.RANKING);
    }

    @Test
    void followsAMeasureOverTime() {
        var best = best("monthly zint value trend for 2024");
        assertThat(flat(best.sql()))
                .isEqualTo(
                        "SELECT date_trunc('month', glorp_date)::date AS month, SUM(zint_value) AS total_zint_value FROM glorps"
                                + " WHERE glorp_date >= DATE '2024-01-01' AND glorp_date < DATE '2025-01-01'"
                                + " GROUP BY date_trunc('month', glorp_date)::date ORDER BY date_trunc('month', glorp_date)::date");
        assertThat(best.shape()).isEqualTo(Shape.TREND);
        assertThat(best.assumptions()).anyMatch(a -> a.contains("glorp date"));
    }

    @Test
    void filtersByAKnownValue() {
        var best = best("how many glorps are in Deep Void");
        assertThat(best.sql()).contains("WHERE vonks.sector = 'Deep Void'");
        assertThat(best.filters()).containsExactly("sector is Deep Void");
    }

    @Test
    void knowsThatDataWereAskedForAsAFile() {
        var answer =
                (Answered) parser.interpret("give me all glorps of 2024 as a file", catalog, TODAY);
        assertThat(answer.wantsFile()).isTrue();
        assertThat(answer.best().sql()).doesNotContain("LIMIT").contains("DATE '2024-01-01'");
        assertThat(answer.best().shape()).isEqualTo(Shape.ROWS);
    }

    @Test
    void takesPartOfAValueForTheValueItself() {
        assertThat(sql("total zint value in the Void"))
                .contains("WHERE vonks.sector = 'Deep Void'");
    }

    @Test
    void addsUpAMeasureThatIsComparedPerEntity() {
        assertThat(sql("which vonks have a zint value over 900"))
                .contains("HAVING SUM(glorps.zint_value) > 900");
    }

    @Test
    void columnsListedBeforeOfBelongToTheTableAfterIt() {
        assertThat(sql("name and flavour of all quibs"))
                .isEqualTo("SELECT name, flavour FROM quibs");
    }

    @Test
    void truthsNarrowWhatIsMeasured() {
        assertThat(sql("how many glorps are shiny"))
                .isEqualTo("SELECT COUNT(*) AS number_of_glorps FROM glorps WHERE shiny");
        assertThat(sql("how many glorps are not shiny")).endsWith("WHERE NOT shiny");
        assertThat(sql("total zint value of shiny glorps"))
                .isEqualTo("SELECT SUM(zint_value) AS total_zint_value FROM glorps WHERE shiny");
        assertThat(sql("number of glorps by shiny")).contains("GROUP BY shiny");
    }

    @Test
    void mostOfWhatIsAlsoAnAmountIsAddedUp() {
        var sales =
                new QuestionCatalog(
                        List.of(
                                InventedCatalog.table(
                                        "stores",
                                        50L,
                                        List.of(
                                                InventedCatalog.column("store_id", "int4"),
                                                InventedCatalog.column("store_name", "text")),
                                        List.of("store_id")),
                                InventedCatalog.table(
                                        "sales_data",
                                        1000L,
                                        List.of(
                                                InventedCatalog.column("sale_id", "int8"),
                                                InventedCatalog.column("store_id", "int4"),
                                                InventedCatalog.column("sale_date", "date"),
                                                InventedCatalog.column("revenue", "numeric")),
                                        List.of("sale_id"),
                                        InventedCatalog.key("store_id", "stores", "store_id"))));
        assertThat(sql("which store had the most sales", sales))
                .contains("SUM(sales_data.revenue)");
        assertThat(sql("which store had the most number of sales", sales)).contains("COUNT(*)");
        assertThat(sql("which vonk has the most glorps")).contains("COUNT(*)");
    }

    @Test
    void numberOfCountsAlsoWhereAColumnIsCalledNumber() {
        var catalog =
                new QuestionCatalog(
                        List.of(
                                InventedCatalog.table(
                                        "snarks",
                                        50L,
                                        List.of(
                                                InventedCatalog.column("Snark Nr", "int8"),
                                                InventedCatalog.column("town", "text"),
                                                InventedCatalog.column("num_horns", "int4")),
                                        List.of("Snark Nr")),
                                InventedCatalog.table(
                                        "hunts",
                                        500L,
                                        List.of(
                                                InventedCatalog.column("id", "int8"),
                                                InventedCatalog.column("Snark Nr", "int8"),
                                                InventedCatalog.column("outcome", "text")),
                                        List.of("id"))));
        assertThat(sql("number of snarks by town", catalog))
                .startsWith("SELECT town, COUNT(*) AS number_of_snarks FROM snarks");
        assertThat(sql("total number of horns by town", catalog)).contains("SUM(num_horns)");
        assertThat(parser.examples(catalog, 20)).noneMatch(q -> q.contains("snark nr"));
    }

    private String sql(String question) {
        return flat(best(question).sql());
    }

    private String sql(String question, QuestionCatalog catalog) {
        return flat(best(question, catalog).sql());
    }

    private Interpretation.Candidate best(String question) {
        return best(question, catalog);
    }

    private Interpretation.Candidate best(String question, QuestionCatalog catalog) {
        var answer = parser.interpret(question, catalog, TODAY);
        assertThat(answer).as(question).isInstanceOf(Answered.class);
        return ((Answered) answer).best();
    }

    private static String flat(String sql) {
        return sql.replaceAll("\\s+", " ");
    }
}
