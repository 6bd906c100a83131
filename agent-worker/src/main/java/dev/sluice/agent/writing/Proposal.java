package dev.sluice.agent.writing;

import dev.sluice.model.analysis.Engine;
import dev.sluice.questions.Interpretation.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SQL that somebody thinks answers a question. Nothing in it is trusted yet.
///
/// @param confidence 0 to 1
/// @param filters conditions in words
/// @param assumptions what was taken for granted, in words
/// @param shape what the rules expect of the rows; null from a model
/// @param alternatives other readings of the question, best first
public record Proposal(
        String sql,
        Engine engine,
        double confidence,
        String explanation,
        List<String> filters,
        List<String> assumptions,
        @Nullable Shape shape,
        List<Proposal> alternatives) {

    public Proposal assuming(List<String> first) {
        var all = new ArrayList<>(first);
        all.addAll(assumptions);
        return new Proposal(
                sql, engine, confidence, explanation, filters, all, shape, alternatives);
    }

    public Proposal lessSure(double factor) {
        return new Proposal(
                sql,
                engine,
                confidence * factor,
                explanation,
                filters,
                assumptions,
                shape,
                alternatives);
    }
}
