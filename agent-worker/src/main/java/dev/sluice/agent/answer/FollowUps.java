package dev.sluice.agent.answer;

import dev.sluice.agent.context.Question;
import dev.sluice.agent.context.Words;
import dev.sluice.questions.Interpretation;
import dev.sluice.questions.QuestionCatalog;
import dev.sluice.questions.QuestionParser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Questions to ask next. Each has been tried on the rules, so that none leads nowhere.
public final class FollowUps {
    private static final int MOST = 3;
    private static final int TRIED = 12;

    private final QuestionParser parser;

    public FollowUps(QuestionParser parser) {
        this.parser = parser;
    }

    /// @param tables `schema.table`, the ones that answered; empty for all
    public List<String> of(Question question, List<String> tables) {
        var found = new LinkedHashSet<String>();
        if (!tables.isEmpty()) {
            collect(only(question, tables), question, found);
        }
        if (found.size() < MOST) {
            collect(question.ruleCatalog(), question, found);
        }
        return found.stream().limit(MOST).toList();
    }

    private void collect(QuestionCatalog catalog, Question question, Set<String> found) {
        var asked = Words.of(question.text());
        for (var example : parser.examples(catalog, TRIED)) {
            if (found.size() >= MOST) {
                return;
            }
            if (!Words.of(example).equals(asked) && isAnswerable(example, question)) {
                found.add(example);
            }
        }
    }

    private boolean isAnswerable(String example, Question question) {
        return parser.interpret(example, question.ruleCatalog(), question.today())
                instanceof Interpretation.Answered;
    }

    private static QuestionCatalog only(Question question, List<String> tables) {
        var catalog = question.catalog();
        return new QuestionCatalog(
                question.ruleCatalog().tables().stream()
                        .filter(table ->
                                table.schema() != null
                                        ? tables.contains(table.schema() + "." + table.name())
                                        : catalog.defaultSchemas().stream()
                                                .anyMatch(schema ->
                                                        tables.contains(
                                                                schema + "." + table.name())))
                        .toList());
    }
}
