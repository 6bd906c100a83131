package dev.sluice.agent.shape;

import java.util.List;

/// What a result looks like.
public sealed interface ResultShape {

    /// No rows, or one row of nothing.
    record Empty() implements ResultShape {}

    /// One value.
    record Single(ResultTable table, Field field) implements ResultShape {}

    /// One row of several numbers.
    record Numbers(ResultTable table, List<Field> measures) implements ResultShape {}

    /// Numbers over time; rows in order of time, rows without a time left out.
    record Trend(ResultTable table, Field time, Timeline timeline, List<Field> measures)
            implements ResultShape {}

    /// A number over time for each of several groups; rows in order of time.
    record Series(ResultTable table, Field time, Timeline timeline, Field group, Field measure)
            implements ResultShape {}

    /// Numbers by name, in the statement's order.
    record Groups(ResultTable table, Field label, List<Field> measures) implements ResultShape {}

    /// A number by two names.
    record Matrix(ResultTable table, Field down, Field across, Field measure)
            implements ResultShape {}

    /// Two numbers in each row, and perhaps a name.
    record Pairs(ResultTable table, Field x, Field y) implements ResultShape {}

    /// Many values of one number.
    record Spread(ResultTable table, Field measure) implements ResultShape {}

    /// Rows as they are.
    record Rows(ResultTable table) implements ResultShape {}
}
