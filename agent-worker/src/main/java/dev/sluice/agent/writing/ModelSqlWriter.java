package dev.sluice.agent.writing;

import dev.sluice.agent.context.Question;
import dev.sluice.agent.model.LanguageModel;
import dev.sluice.agent.model.LanguageModel.Turn;
import dev.sluice.agent.model.ModelFailure;
import dev.sluice.agent.model.ModelSpending;
import dev.sluice.model.job.Cancellation;
import java.util.List;

/// Asks the model for a statement. It sees catalog and question, and what it says is only a proposal.
public final class ModelSqlWriter {
    private final LanguageModel model;

    public ModelSqlWriter(LanguageModel model) {
        this.model = model;
    }

    Writing write(Question question, ModelSpending spending, Cancellation cancellation)
            throws ModelFailure {
        return ask(SqlPrompt.first(question), question, spending, cancellation);
    }

    /// @param error the words of whoever did not accept the statement
    Writing repair(
            Question question,
            String sql,
            String error,
            ModelSpending spending,
            Cancellation cancellation)
            throws ModelFailure {
        return ask(SqlPrompt.repair(question, sql, error), question, spending, cancellation);
    }

    private Writing ask(
            List<Turn> conversation,
            Question question,
            ModelSpending spending,
            Cancellation cancellation)
            throws ModelFailure {
        var reply =
                ModelReply.parse(model.ask(conversation, ModelReply.SHAPE, spending, cancellation));
        return reply.hasSql()
                ? new Writing.Written(reply.proposal(), question.wantsFile())
                : new Writing.NotWritten(reply.whyNot(), List.of());
    }
}
