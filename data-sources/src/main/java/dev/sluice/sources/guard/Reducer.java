package dev.sluice.sources.guard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Reduces PostgreSQL's dialect to the core of SQL before parsing: operators become one operator,
/// literals one literal, casts, collations, frames and sort directions are judged here and vanish. What
/// is left looks alike to every parser, so the tree's shape cannot be misread; the original tokens are
/// written out again by [TokenWriter].
final class Reducer {
    static final String OPERATOR = "||";
    static final String LITERAL = "'s'";

    /// `TABLE t` is short for `SELECT * FROM t`.
    static final String TABLE = "SELECT * FROM";

    /// PostgreSQL allows a SELECT without columns, as in `EXISTS (SELECT FROM t)`.
    static final String SELECT_NOTHING = "SELECT 's'";

    private static final int DEEPEST = 60;
    private static final Pattern UNUSUAL = Pattern.compile("[^\\p{L}\\p{N}_]");

    private final Reduction out;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final WordReducer words;
    private int prefixes;
    private int dots;
    private int lastOpened;

    private Reducer(List<Token> tokens) {
        out = new Reduction(tokens);
        frames.push(new Frame(Frame.Kind.STATEMENT, ""));
        words = new WordReducer(out, frames, this);
    }

    static Reduction reduce(List<Token> tokens) {
        return new Reducer(withoutRowMarks(tokens)).run();
    }

    /// `(t).c` and `(t).*` read as `t.c` and `t.*`: the parentheses say what the dot says.
    private static List<Token> withoutRowMarks(List<Token> tokens) {
        var plain = new ArrayList<Token>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            boolean marked =
                    i + 4 < tokens.size()
                            && tokens.get(i).isSymbol("(")
                            && tokens.get(i + 1).isFreeName()
                            && tokens.get(i + 2).isSymbol(")")
                            && tokens.get(i + 3).isSymbol(".")
                            && (plain.isEmpty() || !plain.getLast().isFreeName());
            if (marked) {
                plain.add(tokens.get(i + 1));
                i += 2;
            } else {
                plain.add(tokens.get(i));
            }
        }
        return plain;
    }

    private Reduction run() {
        int i = 0;
        while (i < out.size()) {
            int start = i;
            i =
                    switch (out.token(i).kind()) {
                        case WORD -> words.reduce(i);
                        case QUOTED -> quoted(i);
                        case STRING -> string(i);
                        case BITS -> shown(i, LITERAL);
                        case NUMBER -> shown(i, "1");
                        case OPERATOR -> operator(i);
                        case SYMBOL -> symbol(i);
                    };
            prefixes = isPrefix(start) ? prefixes + 1 : 0;
            if (frames.size() > DEEPEST || prefixes > DEEPEST) {
                throw Refusal.unsafe(
                        out.token(start),
                        "The statement is nested more than " + DEEPEST + " levels deep.");
            }
        }
        return out;
    }

    private boolean isPrefix(int i) {
        return "-".equals(out.shown(i)) || "NOT".equals(out.shown(i));
    }

    int shown(int i, String text) {
        out.show(i, text);
        return i + 1;
    }

    /// Shows a name in quotes; characters that the parser has its own ideas of are not shown.
    int name(int i) {
        return shown(i, '"' + shownName(out.token(i).text()) + '"');
    }

    static String shownName(String name) {
        return UNUSUAL.matcher(name).replaceAll("_");
    }

    private int quoted(int i) {
        if (!out.isAfterDot(i)) {
            int literal = typedLiteral(i);
            if (literal > i) {
                return literal;
            }
        }
        return name(i);
    }

    private int string(int i) {
        if (out.isString(i + 1)) {
            throw Refusal.unsafe(
                    out.token(i + 1), "Two strings stand side by side; join them with || instead.");
        }
        return shown(i, LITERAL);
    }

    /// `DATE '2025-01-01'`: the type is judged, the string is left. Returns `i` where there is none.
    int typedLiteral(int i) {
        var type = TypeName.read(out.tokens(), i);
        if (type == null || !out.isString(type.end())) {
            return i;
        }
        if (!type.isAllowed() && isSyntaxBeforeString(i)) {
            return i;
        }
        requireAllowed(type, i);
        shown(type.end(), LITERAL);
        int next = type.end() + 1;
        return type.base().equals("interval") ? TypeName.intervalFields(out.tokens(), next) : next;
    }

    private boolean isSyntaxBeforeString(int i) {
        return out.isAnyWord(i, "by", "escape", "zone", "between", "values");
    }

    void requireAllowed(TypeName type, int i) {
        if (!type.isAllowed()) {
            throw Refusal.unsafe(
                    out.token(i),
                    "The type "
                            + type.base()
                            + " is refused here; only PostgreSQL's own plain data types may be cast to.");
        }
        if (type.isOversized()) {
            throw Refusal.unsafe(out.token(i), "The length of the type is too large.");
        }
    }

    private int operator(int i) {
        String text = out.token(i).text();
        if (text.equals(":=") || text.equals("=>")) {
            if (!out.has(i - 1) || !out.token(i - 1).isName()) {
                throw Refusal.invalid(
                        out.token(i).position(), text + " is only for named arguments.");
            }
            return shown(i, "=>");
        }
        if (text.equals("*") && isStar(i)) {
            boolean counted = out.isSymbol(i - 1, "(") && out.isSymbol(i + 1, ")");
            return shown(i, counted ? LITERAL : "*");
        }
        if (out.endsValue(i - 1)) {
            requireOperator(Operators.isBinary(text), i);
            return quantifier(shown(i, OPERATOR));
        }
        requireOperator(Operators.isPrefix(text), i);
        return shown(i, "-");
    }

    private void requireOperator(boolean known, int i) {
        String text = out.token(i).text();
        if (!known && text.startsWith("?") && text.length() == 1) {
            throw Refusal.unsafe(out.token(i), "Placeholders (?) are refused; write the value.");
        }
        if (!known && Operators.isBinary(text)) {
            throw Refusal.invalid(
                    out.token(i).position(), "The operator " + text + " has nothing on its left.");
        }
        if (!known) {
            throw Refusal.unsafe(
                    out.token(i), "The operator " + text + " is not one of the allowed ones.");
        }
    }

    /// Whether `*` stands for columns: nothing that could be multiplied follows.
    private boolean isStar(int i) {
        if (!out.endsValue(i - 1)) {
            return true;
        }
        int next = i + 1;
        return !out.has(next)
                || out.isSymbol(next, ",")
                || out.isSymbol(next, ")")
                || out.isSymbol(next, ";")
                || out.isAnyWord(
                        next,
                        "from",
                        "where",
                        "union",
                        "intersect",
                        "except",
                        "order",
                        "limit",
                        "into");
    }

    /// `= ANY (…)`: the quantifier belongs to the operator.
    int quantifier(int i) {
        return out.isAnyWord(i, "any", "some", "all") && out.isSymbol(i + 1, "(") ? i + 1 : i;
    }

    private int symbol(int i) {
        return switch (out.token(i).text()) {
            case "(" -> open(i);
            case ")" -> close(i, ")");
            case "[" -> openBracket(i);
            case "]" -> close(i, "]");
            case "::" -> cast(i);
            case ":" -> colon(i);
            case ";" -> semicolon(i);
            case "." -> dot(i);
            case "," -> comma(i);
            default -> shown(i, out.token(i).text());
        };
    }

    private int open(int i) {
        var frame = words.frameFor(i);
        frame.opened = i;
        frames.push(frame);
        shown(i, "(");
        return words.opened(i);
    }

    private int close(int i, String bracket) {
        var frame = frames.peek();
        if (frame == null || !frame.closes(bracket)) {
            throw Refusal.invalid(
                    out.token(i).position(), "There is an unmatched \"" + bracket + "\".");
        }
        frames.pop();
        lastOpened = frame.opened;
        return shown(i, ")");
    }

    private int openBracket(int i) {
        boolean subscript = out.endsValue(i - 1);
        boolean nested = frames.element().kind == Frame.Kind.ARRAY;
        if (!subscript && !nested && !out.isWord(i - 1, "array")) {
            throw Refusal.unsafe(
                    out.token(i),
                    "Brackets are only for array subscripts and ARRAY[…]; quote names with \".");
        }
        if (!subscript && out.isSymbol(i + 1, "]")) {
            return shown(i, LITERAL) + 1;
        }
        frames.push(new Frame(subscript ? Frame.Kind.SUBSCRIPT : Frame.Kind.ARRAY, ""));
        return shown(i, subscript ? OPERATOR + " (" : "(");
    }

    /// A constant after a constant adds nothing to the list's shape; long lists parse faster without.
    private int comma(int i) {
        boolean constants = out.isConstant(i - 1) && out.isConstant(i + 1);
        boolean alone = out.isSymbol(i - 2, "(") || out.isSymbol(i - 2, ",");
        boolean ends = out.isSymbol(i + 2, ")") || out.isSymbol(i + 2, ",");
        return constants && alone && ends && frames.element().isList() ? i + 2 : shown(i, ",");
    }

    private int dot(int i) {
        if (out.isSymbol(i - 1, ")") && isEachCall(lastOpened, i - 1) && isPairField(i + 1)) {
            return i + 2;
        }
        dots = out.isSymbol(i - 2, ".") ? dots + 1 : 1;
        if (dots > 3) {
            throw Refusal.invalid(out.token(i).position(), "The name has too many parts.");
        }
        return shown(i, ".");
    }

    /// `(jsonb_each(x)).key`: the only composites that may be taken apart. On others `(x).f` could call
    /// a function.
    private boolean isEachCall(int open, int close) {
        boolean each =
                out.isAnyWord(
                        open + 1, "json_each", "json_each_text", "jsonb_each", "jsonb_each_text");
        return each && out.isSymbol(open + 2, "(") && out.afterMatching(open + 2) == close;
    }

    private boolean isPairField(int i) {
        return out.has(i)
                && (out.token(i).isOperator("*")
                        || out.token(i).text().equals("key")
                        || out.token(i).text().equals("value"));
    }

    private int colon(int i) {
        if (frames.element().kind != Frame.Kind.SUBSCRIPT) {
            throw Refusal.unsafe(
                    out.token(i),
                    "Named placeholders (:name) are refused; write the value as a literal.");
        }
        if (out.isSymbol(i - 1, "[") && out.isSymbol(i + 1, "]")) {
            return shown(i, LITERAL);
        }
        if (out.isSymbol(i - 1, "[") || out.isSymbol(i + 1, "]")) {
            return i + 1;
        }
        return shown(i, ",");
    }

    private int cast(int i) {
        var type = TypeName.read(out.tokens(), i + 1);
        if (type == null) {
            throw Refusal.invalid(out.token(i).position(), "A type is missing after \"::\".");
        }
        // a text search configuration is looked up by name, which a literal may do
        if (!(type.base().equals("regconfig") && out.isString(i - 1) && !type.foreignSchema())) {
            requireAllowed(type, i + 1);
        }
        return type.end();
    }

    private int semicolon(int i) {
        for (int rest = i + 1; rest < out.size(); rest++) {
            if (!out.isSymbol(rest, ";")) {
                throw Refusal.unsafe(
                        out.token(rest),
                        "Several statements are refused; send one statement at a time.");
            }
        }
        return out.size();
    }
}
