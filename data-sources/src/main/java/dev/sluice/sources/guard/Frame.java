package dev.sluice.sources.guard;

/// What the reducer is inside of: a parenthesis, a bracket, a CASE.
final class Frame {
    enum Kind {
        STATEMENT,
        PARENTHESIS,
        CALL,
        WINDOW,
        ARRAY,
        SUBSCRIPT,
        CASE
    }

    final Kind kind;

    /// The function's name where this is a call.
    final String call;

    /// Index of the parenthesis that opened it.
    int opened;

    /// BETWEENs whose AND has not come yet.
    int openBetweens;

    /// Whether GROUP BY has begun here, so that ROLLUP and CUBE are grouping.
    boolean grouping;

    /// Whether a WINDOW clause has begun here.
    boolean windows;

    /// Whether something before ORDER BY is shown in this OVER.
    boolean partitioned;

    Frame(Kind kind, String call) {
        this.kind = kind;
        this.call = call;
    }

    /// A list in parentheses, as after IN and VALUES or of a call's arguments.
    boolean isList() {
        return kind == Kind.PARENTHESIS || kind == Kind.CALL;
    }

    boolean isCallOf(String name) {
        return kind == Kind.CALL && call.equals(name);
    }

    /// An OVER clause, not a definition in a WINDOW clause.
    boolean isOver() {
        return kind == Kind.WINDOW && call.isEmpty();
    }

    boolean closes(String bracket) {
        return switch (kind) {
            case STATEMENT, CASE -> false;
            case PARENTHESIS, CALL, WINDOW -> bracket.equals(")");
            case ARRAY, SUBSCRIPT -> bracket.equals("]");
        };
    }
}
