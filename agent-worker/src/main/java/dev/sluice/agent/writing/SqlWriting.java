package dev.sluice.agent.writing;

import dev.sluice.agent.context.Narration;
import dev.sluice.agent.context.Question;
import dev.sluice.agent.model.LanguageModel;
import dev.sluice.questions.QuestionParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where SQL for a question comes from.
public final class SqlWriting {
    /// Below this confidence a statement would be a guess, and a guess is no answer.
    static final double GUESS = 0.4;

    private static final int SUGGESTIONS = 5;

    private final @Nullable ModelSqlWriter model;
    private final RuleSqlWriter rules;
    private final QuestionParser parser;

    public SqlWriting(@Nullable LanguageModel model, QuestionParser parser) {
        this.model = model == null ? null : new ModelSqlWriter(model);
        this.rules = new RuleSqlWriter(parser);
        this.parser = parser;
    }

    public boolean hasModel() {
        return model != null;
    }

    /// Proposes SQL until `trial` accepts one: the model's, its second after the words of the error,
    /// then that of the rules.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `question_not_answered`, `model_unavailable`,
    ///     `model_refused`, or what the trial threw
    public <T> Settled<T> settle(
            Question question, EngineChoice choice, Trial<T> trial, Narration narration) {
        var asked = choice == EngineChoice.RULES ? null : model;
        return new SqlSettling(this, asked, choice, question, narration).settle(trial);
    }

    Writing byRules(Question question) {
        return rules.write(question);
    }

    List<String> suggestions(Question question) {
        return parser.examples(question.ruleCatalog(), SUGGESTIONS);
    }
}
