package dev.sluice.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.questions.Interpretation.Answered;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private final QuestionParser parser = QuestionParser.rules();

    @Test
    void examplesAreAnsweredByTheParserItself() {
        var examples = parser.examples(InventedCatalog.glorps(), 8);
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(examples)
                .allSatisfy(e ->
                        assertThat(
                                        parser.interpret(
                                                e,
                                                InventedCatalog.glorps(),
                                                LocalDate.of(2025, 5, 14)))
                                .isInstanceOf(Answered.class));
    }

    @Test
    void theLargestTableWithMeasureGroupAndTimeComesFirst() {
        assertThat(parser.examples(InventedCatalog.glorps(), 1).getFirst())
                .contains("zint value")
                .contains(" by ");
    }

    @Test
    void anEmptyCatalogHasNoExamples() {
        assertThat(parser.examples(new QuestionCatalog(List.of()), 5)).isEmpty();
    }
}
