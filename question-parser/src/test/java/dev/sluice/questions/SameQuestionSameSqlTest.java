package dev.sluice.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.questions.Interpretation.Answered;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random questions from the catalog's words: the same question gives the same answer, never an exception,
/// and a confidence that is worth something.
class SameQuestionSameSqlTest {
    private static final List<String> WORDS =
            List.of(
                    "how many",
                    "total",
                    "average",
                    "highest",
                    "lowest",
                    "top 3",
                    "by",
                    "per",
                    "for each",
                    "with",
                    "and",
                    "or",
                    "not",
                    "without",
                    "more than",
                    "at least",
                    "between",
                    "10",
                    "2024",
                    "in",
                    "since",
                    "last month",
                    "monthly",
                    "trend",
                    "glorps",
                    "vonks",
                    "quibs",
                    "zint value",
                    "wobble rate",
                    "sector",
                    "flavour",
                    "Umbra",
                    "Tart",
                    "vonk name",
                    "mass",
                    "shiny",
                    "sorted by",
                    "descending",
                    "distinct",
                    "most",
                    "least",
                    "the",
                    "of",
                    "list",
                    "which",
                    "\"some text\"",
                    "xyzzy",
                    ",",
                    "?");

    @Test
    void randomQuestionsAreAnsweredTheSameEachTime() {
        var random = new Random(42);
        var catalog = InventedCatalog.glorps();
        var today = LocalDate.of(2025, 5, 14);
        int answered = 0;
        for (int i = 0; i < 3000; i++) {
            var words = new ArrayList<String>();
            for (int n = 2 + random.nextInt(7); n > 0; n--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            var question = String.join(" ", words);
            var first = QuestionParser.rules().interpret(question, catalog, today);
            assertThat(QuestionParser.rules().interpret(question, catalog, today))
                    .as(question)
                    .isEqualTo(first);
            if (first instanceof Answered a) {
                answered++;
                assertThat(a.best().confidence()).as(question).isBetween(0.5, 1.0);
                assertThat(a.best().sql()).as(question).startsWith("SELECT ");
                assertThat(a.best().explanation()).as(question).endsWith(".");
            }
        }
        assertThat(answered).isPositive();
    }
}
