package dev.sluice.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.questions.Interpretation.Answered;
import dev.sluice.questions.Interpretation.NotAnswered;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbstentionTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 5, 14);

    private final QuestionParser parser = QuestionParser.rules();
    private final QuestionCatalog catalog = InventedCatalog.glorps();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the weather in Paris?",
                "Who won the world cup?",
                "total salary by department",
                "average temperature of the glorps",
                "why did zint value fall",
                "correlation between wobble rate and zint value",
                "ratio of glorps to vonks",
                "how many glorps came from Atlantis",
                "zint value growth month over month",
                "DELETE FROM glorps",
                "?",
                ""
            })
    void declinesWhatTheDataCannotAnswer(String question) {
        assertThat(parser.interpret(question, catalog, TODAY)).isInstanceOf(NotAnswered.class);
    }

    @Test
    void namesTheWordsThatItDidNotUnderstand() {
        var answer =
                (NotAnswered) parser.interpret("average temperature of the glorps", catalog, TODAY);
        assertThat(answer.reason()).contains("temperature");
    }

    @Test
    void suggestsQuestionsThatItCanAnswer() {
        var answer =
                (NotAnswered) parser.interpret("What is the weather in Paris?", catalog, TODAY);
        assertThat(answer.suggestions())
                .isNotEmpty()
                .allSatisfy(s ->
                        assertThat(parser.interpret(s, catalog, TODAY))
                                .isInstanceOf(Answered.class));
    }

    @Test
    void declinesToAddUpOverAJoinThatRepeatsRows() {
        var answer = parser.interpret("total mass kg per flavour", catalog, TODAY);
        assertThat(answer).isInstanceOf(NotAnswered.class);
        assertThat(((NotAnswered) answer).reason()).contains("more than once");
    }

    @Test
    void declinesJoinsThatNobodyDeclared() {
        var unconnected =
                new QuestionCatalog(
                        List.of(
                                InventedCatalog.table(
                                        "snerds",
                                        10L,
                                        List.of(
                                                InventedCatalog.column("id", "int4"),
                                                InventedCatalog.column("heft", "numeric")),
                                        List.of("id")),
                                InventedCatalog.table(
                                        "plims",
                                        10L,
                                        List.of(
                                                InventedCatalog.column("id", "int4"),
                                                InventedCatalog.column("hue", "text")),
                                        List.of("id"))));
        assertThat(parser.interpret("total heft by hue", unconnected, TODAY))
                .isInstanceOf(NotAnswered.class);
    }

    @Test
    void knowsNothingOfAnEmptyCatalog() {
        assertThat(
                        parser.interpret(
                                "how many glorps are there", new QuestionCatalog(List.of()), TODAY))
                .isInstanceOf(NotAnswered.class);
    }
}
