package dev.sluice.questions.lexicon;

import java.util.List;

/// A phrase that says what to do with the data.
///
/// @param type what it asks for
/// @param about words that name the measured property ("older": age), empty where any may be meant
/// @param descending for orders and superlatives: the largest first
public record Cue(Type type, List<String> about, boolean descending) {
    public enum Type {
        COUNT,
        SUM,
        AVERAGE,
        MAXIMUM,
        MINIMUM,
        /// "highest", "oldest": an extreme of a property, or of a group's measure
        SUPERLATIVE,
        /// "top 5", "first 3"
        TOP,
        /// "most", "fewest": an extreme of a number of things, or of a property
        MOST,
        /// "most common"
        FREQUENT,
        EACH,
        BY,
        ORDER_BY,
        DIRECTION,
        ALPHABETIC,
        SORT,
        GREATER,
        GREATER_EQUAL,
        LESS,
        LESS_EQUAL,
        EQUAL,
        GREATER_EQUAL_AFTER,
        LESS_EQUAL_AFTER,
        BETWEEN,
        NOT,
        WITHOUT,
        NULL,
        NOT_NULL,
        DISTINCT,
        TREND,
        FILE,
        STARTS,
        CONTAINS,
        ENDS,
        HAVING,
        HOW_MUCH,
        /// "ratio", "growth": beyond these rules
        UNSUPPORTED
    }

    public boolean is(Type first, Type... others) {
        if (type == first) {
            return true;
        }
        for (var other : others) {
            if (type == other) {
                return true;
            }
        }
        return false;
    }
}
