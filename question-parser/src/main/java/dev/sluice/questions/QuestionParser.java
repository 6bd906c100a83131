package dev.sluice.questions;

import java.time.LocalDate;
import java.util.List;

/// Turns a question into SQL by rules that read only the catalog. Thread-safe, without state.
public interface QuestionParser {
    /// @param today what "this year" and "last month" count from
    Interpretation interpret(String question, QuestionCatalog catalog, LocalDate today);

    /// Questions about this catalog that [#interpret] can answer, the most telling first.
    List<String> examples(QuestionCatalog catalog, int limit);

    static QuestionParser rules() {
        return new RuleParser();
    }
}
