package dev.sluice.agent.writing;

import dev.sluice.agent.context.Question;
import dev.sluice.model.analysis.Engine;
import dev.sluice.questions.Interpretation;
import dev.sluice.questions.Interpretation.Candidate;
import dev.sluice.questions.QuestionParser;
import java.util.List;

/// Asks the rules, which read only the catalog.
public final class RuleSqlWriter {
    private final QuestionParser rules;

    public RuleSqlWriter(QuestionParser rules) {
        this.rules = rules;
    }

    public Writing write(Question question) {
        return switch (rules.interpret(question.text(), question.ruleCatalog(), question.today())) {
            case Interpretation.Answered answered -> {
                var others =
                        answered.candidates().stream()
                                .skip(1)
                                .map(candidate -> proposal(candidate, List.of()))
                                .toList();
                yield new Writing.Written(proposal(answered.best(), others), answered.wantsFile());
            }
            case Interpretation.NotAnswered no ->
                    new Writing.NotWritten(no.reason(), no.suggestions());
        };
    }

    private static Proposal proposal(Candidate candidate, List<Proposal> others) {
        return new Proposal(
                candidate.sql(),
                Engine.RULES,
                candidate.confidence(),
                candidate.explanation(),
                candidate.filters(),
                candidate.assumptions(),
                candidate.shape(),
                others);
    }
}
