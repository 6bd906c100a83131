package dev.sluice.sources.guard;

import java.util.Deque;

/// The reducer's rules for windows: OVER, and frames with constant bounds, which are judged here.
final class WindowReducer {
    private final Reduction out;
    private final Deque<Frame> frames;
    private final Reducer reducer;

    WindowReducer(Reduction out, Deque<Frame> frames, Reducer reducer) {
        this.out = out;
        this.frames = frames;
        this.reducer = reducer;
    }

    /// Returns `i` where this is no window.
    int over(int i) {
        if (!out.isSymbol(i - 1, ")")) {
            return i;
        }
        if (out.has(i + 1) && out.token(i + 1).isFreeName() && !out.isSymbol(i + 2, "(")) {
            return i + 2;
        }
        if (!out.isSymbol(i + 1, "(")) {
            return i;
        }
        int inside = afterWindowName(i + 2);
        if (out.isAnyWord(inside, "partition", "order")) {
            return reducer.shown(i, Reducer.OPERATOR);
        }
        int end = frameClause(inside);
        if (!out.isSymbol(end, ")")) {
            throw Refusal.unsafe(out.token(i), "This window definition is not supported.");
        }
        return end + 1;
    }

    int afterWindowName(int i) {
        boolean named =
                out.has(i)
                        && out.token(i).isFreeName()
                        && !(out.isWord(i, "partition") && out.isWord(i + 1, "by"))
                        && !out.isAnyWord(i, "rows", "range", "groups")
                        && !out.isSymbol(i + 1, "(");
        return named ? i + 1 : i;
    }

    /// A window frame with constant bounds, where one begins.
    int frame(int i) {
        if (out.isWord(i, "rows") && out.isWord(i + 1, "from")) {
            throw Refusal.unsafe(
                    out.token(i), "ROWS FROM is not supported; join the functions instead.");
        }
        return frames.element().kind == Frame.Kind.WINDOW ? frameClause(i) : i;
    }

    private int frameClause(int i) {
        if (!out.isAnyWord(i, "rows", "range", "groups")) {
            return i;
        }
        int next;
        if (out.isWord(i + 1, "between")) {
            next = bound(i + 2);
            if (!out.isWord(next, "and")) {
                throw Refusal.invalid(out.token(i).position(), "The window frame lacks its AND.");
            }
            next = bound(next + 1);
        } else {
            next = bound(i + 1);
        }
        if (!out.isWord(next, "exclude")) {
            return next;
        }
        if (out.isWord(next + 1, "current") && out.isWord(next + 2, "row")
                || out.isWord(next + 1, "no") && out.isWord(next + 2, "others")) {
            return next + 3;
        }
        if (out.isAnyWord(next + 1, "group", "ties")) {
            return next + 2;
        }
        throw Refusal.invalid(
                out.token(next).position(), "The window frame's EXCLUDE is not complete.");
    }

    private int bound(int i) {
        int end = -1;
        if (out.isWord(i, "current") && out.isWord(i + 1, "row")) {
            return i + 2;
        }
        if (out.isWord(i, "unbounded") || out.isNumber(i)) {
            end = i + 1;
        } else if (out.isString(i)) {
            end = i + 1;
            if (out.isSymbol(end, "::")) {
                var cast = TypeName.read(out.tokens(), end + 1);
                end = cast != null && cast.isAllowed() ? cast.end() : -1;
            }
        } else {
            var type = TypeName.read(out.tokens(), i);
            if (type != null && type.isAllowed() && out.isString(type.end())) {
                end = TypeName.intervalFields(out.tokens(), type.end() + 1);
            }
        }
        if (end < 0 || !out.isAnyWord(end, "preceding", "following")) {
            int at = Math.min(i, out.size() - 1);
            throw Refusal.unsafe(
                    out.token(at),
                    "A window frame's bounds must be UNBOUNDED, CURRENT ROW, or a literal with PRECEDING or"
                            + " FOLLOWING.");
        }
        return end + 1;
    }
}
