package dev.sluice.questions;

import java.time.LocalDate;
import java.util.List;

final class RuleParser implements QuestionParser {
    @Override
    public Interpretation interpret(String question, QuestionCatalog catalog, LocalDate today) {
        return new Interpretation.NotAnswered("The rules know no question yet.", List.of());
    }

    @Override
    public List<String> examples(QuestionCatalog catalog, int limit) {
        return List.of();
    }
}
