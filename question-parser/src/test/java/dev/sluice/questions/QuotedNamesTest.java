package dev.sluice.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.questions.Interpretation.Answered;
import dev.sluice.questions.QuestionCatalog.Column;
import dev.sluice.questions.QuestionCatalog.ForeignKey;
import dev.sluice.questions.QuestionCatalog.Table;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotedNamesTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 5, 14);

    private final QuestionCatalog catalog =
            new QuestionCatalog(
                    List.of(
                            new Table(
                                    "Ops",
                                    "Frobnication Runs",
                                    null,
                                    5000L,
                                    List.of(
                                            column("RunId", "int8"),
                                            column("PlortKey", "int4"),
                                            column("Yield Total", "numeric"),
                                            column("order", "int4"),
                                            column("StartedAt", "timestamptz")),
                                    List.of("RunId"),
                                    List.of(
                                            new ForeignKey(
                                                    List.of("PlortKey"),
                                                    "Master",
                                                    "Plorts",
                                                    List.of("Key")))),
                            new Table(
                                    "Master",
                                    "Plorts",
                                    null,
                                    10L,
                                    List.of(
                                            column("Key", "int4"),
                                            column("PlortName", "text"),
                                            new Column(
                                                    "Grade of Purity",
                                                    "text",
                                                    null,
                                                    true,
                                                    List.of("A+", "Murky", "it's odd"))),
                                    List.of("Key"),
                                    List.of()),
                            new Table(
                                    "Archive",
                                    "Frobnication Runs Old",
                                    null,
                                    10L,
                                    List.of(
                                            column("RunId", "int8"),
                                            column("Yield Total", "numeric")),
                                    List.of("RunId"),
                                    List.of())));

    @Test
    void quotesMixedCaseSpacesAndSchemas() {
        assertThat(sql("total yield by plort name"))
                .isEqualTo(
                        "SELECT \"Master_Plorts\".\"PlortName\", SUM(\"Ops_Frobnication Runs\".\"Yield Total\") AS total_yield_total"
                                        .replace(" AS total_yield_total", " AS yield_total")
                                + " FROM \"Ops\".\"Frobnication Runs\" AS \"Ops_Frobnication Runs\""
                                + " JOIN \"Master\".\"Plorts\" AS \"Master_Plorts\" ON \"Ops_Frobnication Runs\".\"PlortKey\" = \"Master_Plorts\".\"Key\""
                                + " GROUP BY \"Master_Plorts\".\"PlortName\""
                                + " ORDER BY SUM(\"Ops_Frobnication Runs\".\"Yield Total\") DESC NULLS LAST, \"Master_Plorts\".\"PlortName\"");
    }

    @Test
    void quotesReservedWords() {
        assertThat(sql("average order of frobnication runs"))
                .isEqualTo(
                        "SELECT AVG(\"order\") AS average_order FROM \"Ops\".\"Frobnication Runs\"");
    }

    @Test
    void doublesApostrophesInValues() {
        assertThat(sql("how many frobnication runs have grade of purity \"it's odd\""))
                .contains("\"Grade of Purity\" = 'it''s odd'");
    }

    @Test
    void neverLetsAQuotedTextOutOfItsLiteral() {
        assertThat(sql("how many plorts have the plort name \"x'; DROP TABLE y; --\""))
                .contains("lower(\"PlortName\") = 'x''; drop table y; --'");
    }

    private String sql(String question) {
        var answer = QuestionParser.rules().interpret(question, catalog, TODAY);
        assertThat(answer).as(question).isInstanceOf(Answered.class);
        return ((Answered) answer).best().sql().replaceAll("\\s+", " ");
    }

    private static Column column(String name, String type) {
        return new Column(name, type, null, true, List.of());
    }
}
