package dev.sluice.questions.joining;

import dev.sluice.questions.schema.Reference;
import dev.sluice.questions.schema.TableId;
import java.util.List;

/// A way from one table to another.
///
/// @param ambiguous whether another way is as short
public record JoinPath(List<Step> steps, boolean ambiguous) {
    public JoinPath {
        steps = List.copyOf(steps);
    }

    /// @param to the table this step arrives at
    /// @param multiplies whether one row may meet several: the reference is walked against its direction
    public record Step(Reference reference, TableId to, boolean multiplies) {}

    public boolean multiplies() {
        return steps.stream().anyMatch(Step::multiplies);
    }
}
