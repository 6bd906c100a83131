package dev.sluice.sources.guard;

import java.util.Deque;

/// The reducer's rules for clauses: ordering, limits, windows, aggregates, grouping, sampling.
final class ClauseReducer {
    private final Reduction out;
    private final Deque<Frame> frames;
    private final Reducer reducer;
    private final WindowReducer windows;

    ClauseReducer(Reduction out, Deque<Frame> frames, Reducer reducer) {
        this.out = out;
        this.frames = frames;
        this.reducer = reducer;
        this.windows = new WindowReducer(out, frames, reducer);
    }

    /// Returns `i` where no rule applies.
    int reduce(int i) {
        return switch (out.token(i).text()) {
            case "with" -> with(i);
            case "search" -> search(i);
            case "cycle" -> cycle(i);
            case "nulls" -> out.isAnyWord(i + 1, "first", "last") ? i + 2 : i;
            case "limit" -> limit(i);
            case "offset" -> offset(i);
            case "fetch" -> fetch(i);
            case "distinct", "all" -> quantity(i);
            case "group" -> group(i);
            case "rollup", "cube" ->
                    frames.element().grouping && out.isSymbol(i + 1, "(") ? i + 1 : i;
            case "grouping" -> frames.element().grouping && out.isWord(i + 1, "sets") ? i + 2 : i;
            case "order" -> order(i);
            case "partition" -> partition(i);
            case "by" -> out.isAnyWord(i - 1, "order", "group", "partition") ? bare(i) : i;
            case "filter" -> filter(i);
            case "within" -> within(i);
            case "over" -> windows.over(i);
            case "rows", "range", "groups" -> windows.frame(i);
            case "window" -> window(i);
            case "having", "union", "intersect", "except" -> endGrouping(i);
            case "recursive" -> out.isWord(i - 1, "with") ? bare(i) : i;
            case "select" ->
                    out.isAnyWord(i + 1, "from", "where")
                            ? reducer.shown(i, Reducer.SELECT_NOTHING)
                            : i;
            case "table" -> table(i);
            case "tablesample" -> sample(i);
            case "only" -> only(i);
            case "using" -> out.has(i + 1) && isComparison(i + 1) ? i + 2 : i;
            default -> i;
        };
    }

    private int bare(int i) {
        return reducer.shown(i, out.token(i).text().toUpperCase(java.util.Locale.ROOT));
    }

    private int with(int i) {
        return out.isWord(i + 1, "ordinality") && out.isSymbol(i - 1, ")") ? i + 2 : i;
    }

    /// `SEARCH DEPTH FIRST BY a, b SET c` after a recursive query.
    private int search(int i) {
        boolean begins =
                out.isSymbol(i - 1, ")")
                        && out.isAnyWord(i + 1, "depth", "breadth")
                        && out.isWord(i + 2, "first")
                        && out.isWord(i + 3, "by");
        int set = begins ? afterNames(i + 4) : i;
        return begins && out.isWord(set, "set") && isName(set + 1) ? set + 2 : i;
    }

    /// `CYCLE a, b SET c USING d` after a recursive query.
    private int cycle(int i) {
        boolean begins = out.isSymbol(i - 1, ")") || (isName(i - 1) && out.isWord(i - 2, "set"));
        int set = begins ? afterNames(i + 1) : i;
        boolean whole =
                set > i
                        && out.isWord(set, "set")
                        && isName(set + 1)
                        && out.isWord(set + 2, "using")
                        && isName(set + 3);
        return whole ? set + 4 : i;
    }

    private int afterNames(int start) {
        int i = start;
        while (isName(i)) {
            i++;
            if (!out.isSymbol(i, ",")) {
                return i;
            }
            i++;
        }
        return start;
    }

    private boolean isName(int i) {
        return out.has(i) && out.token(i).isFreeName();
    }

    private int limit(int i) {
        endGrouping(i);
        boolean constant =
                (out.isNumber(i + 1) || out.isAnyWord(i + 1, "all", "null")) && endsClause(i + 2);
        return constant ? i + 2 : i;
    }

    private int offset(int i) {
        endGrouping(i);
        if (!out.isNumber(i + 1)) {
            return i;
        }
        int next = out.isAnyWord(i + 2, "row", "rows") ? i + 3 : i + 2;
        return endsClause(next) ? next : i;
    }

    private boolean endsClause(int i) {
        return !out.has(i)
                || out.isSymbol(i, ")")
                || out.isSymbol(i, ";")
                || out.isAnyWord(
                        i, "limit", "offset", "fetch", "for", "union", "intersect", "except");
    }

    private int fetch(int i) {
        int next = i + 2;
        if (!out.isAnyWord(i + 1, "first", "next")) {
            return i;
        }
        if (out.isNumber(next)) {
            next++;
        } else if (out.isSymbol(next, "(")
                && out.isNumber(next + 1)
                && out.isSymbol(next + 2, ")")) {
            next += 3;
        }
        if (out.isAnyWord(next, "row", "rows")) {
            if (out.isWord(next + 1, "only")) {
                return next + 2;
            }
            if (out.isWord(next + 1, "with") && out.isWord(next + 2, "ties")) {
                return next + 3;
            }
        }
        throw Refusal.unsafe(
                out.token(i), "FETCH is only allowed as FETCH FIRST n ROWS ONLY or WITH TIES.");
    }

    /// DISTINCT and ALL before a call's arguments, and after GROUP BY.
    private int quantity(int i) {
        boolean inCall = frames.element().kind == Frame.Kind.CALL && out.isSymbol(i - 1, "(");
        return inCall || out.isWord(i - 1, "by") ? i + 1 : i;
    }

    private int group(int i) {
        if (out.isWord(i + 1, "by")) {
            frames.element().grouping = true;
        }
        return i;
    }

    private int endGrouping(int i) {
        frames.element().grouping = false;
        frames.element().windows = false;
        return i;
    }

    private int order(int i) {
        var frame = frames.element();
        if (!out.isWord(i + 1, "by")) {
            return i;
        }
        if (frame.kind == Frame.Kind.CALL) {
            if (!out.isSymbol(i - 1, "(")) {
                reducer.shown(i, ",");
            }
            return i + 2;
        }
        if (frame.isOver()) {
            if (frame.partitioned) {
                reducer.shown(i, ",");
            }
            return i + 2;
        }
        return frame.kind == Frame.Kind.WINDOW ? i : endGrouping(i);
    }

    /// `ORDER BY x USING >`
    private boolean isComparison(int i) {
        return out.token(i).isOperator("<") || out.token(i).isOperator(">");
    }

    private int partition(int i) {
        var frame = frames.element();
        if (frame.kind != Frame.Kind.WINDOW || !out.isWord(i + 1, "by")) {
            return i;
        }
        if (!frame.isOver()) {
            return bare(bare(i));
        }
        frame.partitioned = true;
        return i + 2;
    }

    /// `f(…) FILTER (WHERE c)` reads as an operator with the condition on its right.
    private int filter(int i) {
        if (!out.isSymbol(i - 1, ")") || !out.isSymbol(i + 1, "(") || !out.isWord(i + 2, "where")) {
            return i;
        }
        return reducer.shown(i, Reducer.OPERATOR);
    }

    private int within(int i) {
        if (!out.isSymbol(i - 1, ")") || !out.isWord(i + 1, "group") || !out.isSymbol(i + 2, "(")) {
            return i;
        }
        reducer.shown(i, Reducer.OPERATOR);
        return i + 2;
    }

    private int window(int i) {
        endGrouping(i);
        frames.element().windows = true;
        return i;
    }

    private int table(int i) {
        boolean begins =
                i == 0
                        || out.isSymbol(i - 1, "(")
                        || out.isSymbol(i - 1, ")")
                        || out.isAnyWord(i - 1, "union", "intersect", "except", "all", "distinct");
        boolean named = out.has(i + 1) && out.token(i + 1).isName();
        return begins && named ? reducer.shown(i, Reducer.TABLE) : i;
    }

    private int sample(int i) {
        boolean known = out.isAnyWord(i + 1, "bernoulli", "system");
        if (!known || !isNumberInParentheses(i + 2)) {
            throw Refusal.unsafe(
                    out.token(i),
                    "TABLESAMPLE is only allowed as BERNOULLI (n) or SYSTEM (n) with a number.");
        }
        boolean repeatable = out.isWord(i + 5, "repeatable") && isNumberInParentheses(i + 6);
        return repeatable ? i + 9 : i + 5;
    }

    private boolean isNumberInParentheses(int i) {
        return out.isSymbol(i, "(") && out.isNumber(i + 1) && out.isSymbol(i + 2, ")");
    }

    private int only(int i) {
        boolean relation = out.isAnyWord(i - 1, "from", "join") || out.isSymbol(i - 1, ",");
        return relation && out.has(i + 1) && out.token(i + 1).isFreeName() ? i + 1 : i;
    }

    Frame frameFor(int open) {
        var around = frames.element();
        int before = open - 1;
        if (out.isWord(before, "over")) {
            return new Frame(Frame.Kind.WINDOW, "");
        }
        if (out.isWord(before, "as") && around.windows) {
            return new Frame(Frame.Kind.WINDOW, "window");
        }
        boolean named =
                out.has(before)
                        && (out.token(before).isFreeName()
                                || out.isAfterDot(before)
                                || out.isAnyWord(before, "cast", "left", "right"));
        boolean groups = around.grouping && out.isAnyWord(before, "rollup", "cube", "sets", "by");
        boolean lists = around.grouping && (out.isSymbol(before, ",") || out.isSymbol(before, "("));
        if (groups || lists) {
            var grouping = new Frame(Frame.Kind.PARENTHESIS, "");
            grouping.grouping = true;
            return grouping;
        }
        if (named && !out.isAnyWord(before, "by", "filter", "exists", "row", "values", "in")) {
            return new Frame(Frame.Kind.CALL, out.token(before).text());
        }
        return new Frame(Frame.Kind.PARENTHESIS, "");
    }

    int opened(int open) {
        var frame = frames.element();
        int next = open + 1;
        if (frame.kind == Frame.Kind.WINDOW) {
            return windows.afterWindowName(next);
        }
        if (frame.grouping
                && out.isSymbol(next, ")")
                && !out.isAnyWord(open - 1, "sets", "rollup", "cube")) {
            // the empty grouping set
            frames.pop();
            reducer.shown(open, Reducer.LITERAL);
            return next + 1;
        }
        if (out.isWord(open - 1, "filter") && out.isWord(next, "where")) {
            return next + 1;
        }
        if (out.isWord(open - 1, "group")
                && out.isWord(next, "order")
                && out.isWord(next + 1, "by")) {
            return next + 2;
        }
        boolean field = out.has(next) && (out.token(next).isFreeName() || out.isString(next));
        if (frame.isCallOf("extract") && field && out.isWord(next + 1, "from")) {
            return next + 2;
        }
        return columnDefinitions(open);
    }

    /// `AS t(a int, b text)`: the types are judged and vanish.
    private int columnDefinitions(int open) {
        int i = open + 1;
        if (!out.has(open - 1)
                || !(out.token(open - 1).isFreeName() || out.isWord(open - 1, "as"))) {
            return i;
        }
        var ends = new java.util.ArrayList<TypeName>();
        while (out.has(i) && out.token(i).isFreeName()) {
            var type = TypeName.read(out.tokens(), i + 1);
            if (type == null) {
                return open + 1;
            }
            ends.add(type);
            i = type.end();
            if (out.isSymbol(i, ")")) {
                break;
            }
            if (!out.isSymbol(i, ",")) {
                return open + 1;
            }
            i++;
        }
        if (ends.isEmpty() || !out.isSymbol(i, ")")) {
            return open + 1;
        }
        i = open + 1;
        for (var type : ends) {
            reducer.requireAllowed(type, i + 1);
            reducer.name(i);
            i = type.end();
            if (out.isSymbol(i, ",")) {
                reducer.shown(i, ",");
                i++;
            }
        }
        return i;
    }
}
