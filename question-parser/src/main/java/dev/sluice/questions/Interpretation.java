package dev.sluice.questions;

import java.util.List;

/// What the rules made of a question.
public sealed interface Interpretation {

    /// @param candidates best first, never empty
    /// @param wantsFile whether the question asks for data rather than for an answer
    record Answered(List<Candidate> candidates, boolean wantsFile) implements Interpretation {
        public Candidate best() {
            return candidates.getFirst();
        }
    }

    /// @param reason a sentence for the person who asked
    /// @param suggestions questions about the same catalog that can be answered
    record NotAnswered(String reason, List<String> suggestions) implements Interpretation {}

    /// @param confidence 0 to 1
    /// @param explanation a sentence that says what the SQL does
    /// @param tables as `schema.table`, or `table`
    /// @param filters conditions in words
    /// @param assumptions what was taken for granted, in words
    /// @param shape what the rows look like, for answer and chart
    record Candidate(
            String sql,
            double confidence,
            String explanation,
            List<String> tables,
            List<String> filters,
            List<String> assumptions,
            Shape shape) {}

    /// `SCALAR` one number; `GROUPS` a label and numbers; `TREND` a time and numbers; `RANKING` groups in
    /// order; `ROWS` plain rows.
    enum Shape {
        SCALAR,
        GROUPS,
        TREND,
        RANKING,
        ROWS
    }
}
