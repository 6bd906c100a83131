package dev.sluice.questions.composing;

import dev.sluice.questions.Interpretation.Shape;
import java.util.List;

/// SQL and what to say about it.
///
/// @param ambiguousJoin whether several ways of joining are equally short
/// @param joins number of joined tables
public record Composition(
        String sql,
        String explanation,
        List<String> tables,
        List<String> filters,
        Shape shape,
        boolean ambiguousJoin,
        int joins) {}
