package dev.sluice.sources.guard;

import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/// The reducer's rules for words. Each takes the index of a word and returns the index to go on with;
/// tokens passed over without being shown count as judged.
final class WordReducer {
    private final Reduction out;
    private final Deque<Frame> frames;
    private final Reducer reducer;
    private final ClauseReducer clauses;

    WordReducer(Reduction out, Deque<Frame> frames, Reducer reducer) {
        this.out = out;
        this.frames = frames;
        this.reducer = reducer;
        this.clauses = new ClauseReducer(out, frames, reducer);
    }

    int reduce(int i) {
        if (out.isAfterDot(i)) {
            return reducer.name(i);
        }
        if (out.isWord(i - 1, "as")) {
            return label(i);
        }
        int literal = reducer.typedLiteral(i);
        if (literal > i) {
            return literal;
        }
        String word = out.token(i).text();
        return switch (word) {
            case "as" -> frames.element().isCallOf("cast") ? castType(i + 1) : bare(i);
            case "is" -> is(i);
            case "isnull", "notnull", "asc", "desc" -> i + 1;
            case "not" -> not(i);
            case "like", "ilike", "similar", "in", "between", "overlaps" -> comparison(i);
            case "at" -> at(i);
            case "collate" -> collate(i);
            case "escape" -> escape(i);
            case "array" -> hiddenBefore(i, "(", "[");
            case "row" -> row(i);
            case "exists" -> hiddenBefore(i, "(");
            case "variadic", "lateral" -> i + 1;
            case "and" -> and(i);
            case "case" -> caseStart(i);
            case "end" -> caseEnd(i);
            case "null", "true", "false" -> reducer.shown(i, Reducer.LITERAL);
            case "from", "for", "placing" -> separator(i);
            case "leading", "trailing", "both" -> trim(i);
            case "into" ->
                    throw Refusal.unsafe(out.token(i), "INTO writes; a query must only read.");
            case "insert", "update", "delete", "merge" -> writing(i);
            default -> {
                if (Keywords.CLOCK_VALUES.contains(word)) {
                    yield clock(i);
                }
                if (Keywords.SESSION_VALUES.contains(word)) {
                    throw Refusal.unsafe(
                            out.token(i),
                            word
                                    + " tells about the session and is refused; quote it if it is a column.");
                }
                int next = clauses.reduce(i);
                yield next > i ? next : plain(i);
            }
        };
    }

    /// A word that is neither an expression's nor a clause's: a key word of the core, or a name.
    private int plain(int i) {
        Token token = out.token(i);
        boolean call = out.isSymbol(i + 1, "(");
        if (call && token.isWord("operator")) {
            throw Refusal.unsafe(token, "OPERATOR(…) is refused; write the operator itself.");
        }
        if (call && token.isWord("values")) {
            return bare(i);
        }
        if (call && out.isAnyWord(i, "cast", "left", "right")) {
            return reducer.name(i);
        }
        if (!Keywords.isReserved(token.text())) {
            return reducer.name(i);
        }
        requireSyntax(i);
        return bare(i);
    }

    /// Some parsers take reserved words for names where PostgreSQL does not: `SELECT * FROM order`.
    private void requireSyntax(int i) {
        boolean halfClause =
                out.isAnyWord(i, "order", "group")
                        && !out.isWord(i + 1, "by")
                        && !out.isAnyWord(i - 1, "within", "exclude");
        boolean asRelation =
                out.isAnyWord(i - 1, "from", "join") && Keywords.beginsNothing(out.token(i).text());
        if (halfClause || asRelation) {
            String word = out.token(i).text();
            throw Refusal.invalid(
                    out.token(i).position(),
                    "The word " + word + " is reserved; as a name it is written \"" + word + "\".");
        }
    }

    int bare(int i) {
        return reducer.shown(i, out.token(i).text().toUpperCase(Locale.ROOT));
    }

    /// The word after AS: any word may be a label.
    private int label(int i) {
        if (out.isWord(i, "materialized")) {
            return bare(i);
        }
        if (out.isWord(i, "not") && out.isWord(i + 1, "materialized")) {
            return bare(bare(i));
        }
        return reducer.name(i);
    }

    private int castType(int i) {
        var type = TypeName.read(out.tokens(), i);
        if (type == null) {
            throw Refusal.invalid(out.token(i - 1).position(), "CAST needs a type after AS.");
        }
        reducer.requireAllowed(type, i);
        return type.end();
    }

    private int is(int i) {
        int next = out.isWord(i + 1, "not") ? i + 2 : i + 1;
        if (out.isAnyWord(next, "null", "true", "false", "unknown")) {
            return next + 1;
        }
        if (out.isWord(next, "distinct") && out.isWord(next + 1, "from")) {
            reducer.shown(i, Reducer.OPERATOR);
            return next + 2;
        }
        if (out.isWord(next, "json")) {
            return out.isAnyWord(next + 1, "value", "object", "array", "scalar")
                    ? next + 2
                    : next + 1;
        }
        int form = out.isAnyWord(next, "nfc", "nfd", "nfkc", "nfkd") ? next + 1 : next;
        if (out.isWord(form, "normalized")) {
            return form + 1;
        }
        throw Refusal.unsafe(
                out.token(i),
                "IS is only allowed with NULL, TRUE, FALSE, UNKNOWN and DISTINCT FROM.");
    }

    private int not(int i) {
        return out.isAnyWord(i + 1, "like", "ilike", "similar", "in", "between")
                        && out.endsValue(i - 1)
                ? comparison(i)
                : bare(i);
    }

    /// `[NOT] LIKE`, `IN`, `BETWEEN` and their like: one operator, however many words.
    private int comparison(int i) {
        if (out.isWord(i, "in") && frames.element().isCallOf("position")) {
            return reducer.shown(i, ",");
        }
        int word = out.isWord(i, "not") ? i + 1 : i;
        reducer.shown(i, Reducer.OPERATOR);
        if (out.isWord(word, "between")) {
            frames.element().openBetweens++;
            return out.isAnyWord(word + 1, "symmetric", "asymmetric") ? word + 2 : word + 1;
        }
        if (out.isWord(word, "similar")) {
            if (frames.element().isCallOf("substring") && !out.isWord(word + 1, "to")) {
                return reducer.shown(i, ",");
            }
            return word + 2;
        }
        return reducer.quantifier(word + 1);
    }

    private int and(int i) {
        var frame = frames.element();
        if (frame.openBetweens > 0) {
            frame.openBetweens--;
            return reducer.shown(i, Reducer.OPERATOR);
        }
        return bare(i);
    }

    private int at(int i) {
        if (out.endsValue(i - 1) && out.isWord(i + 1, "time") && out.isWord(i + 2, "zone")) {
            reducer.shown(i, Reducer.OPERATOR);
            return i + 3;
        }
        return out.endsValue(i - 1) && out.isWord(i + 1, "local") ? i + 2 : reducer.name(i);
    }

    private int collate(int i) {
        int name = i + 1;
        if (out.isWord(name, "pg_catalog") && out.isSymbol(name + 1, ".")) {
            name += 2;
        }
        if (!out.has(name) || !out.token(name).isFreeName() || out.isSymbol(name + 1, ".")) {
            throw Refusal.unsafe(out.token(i), "Only PostgreSQL's own collations are allowed.");
        }
        return name + 1;
    }

    private int escape(int i) {
        if (out.isString(i + 1)) {
            return i + 2;
        }
        boolean computed =
                out.isSymbol(i + 1, "(") || (out.has(i + 1) && out.token(i + 1).isFreeName());
        if (out.endsValue(i - 1) && computed) {
            throw Refusal.unsafe(out.token(i), "ESCAPE is only allowed with a literal.");
        }
        return reducer.name(i);
    }

    private int hiddenBefore(int i, String... symbols) {
        return Set.of(symbols).stream().anyMatch(s -> out.isSymbol(i + 1, s)) ? i + 1 : plain(i);
    }

    private int row(int i) {
        if (out.isSymbol(i + 1, "(") && out.isSymbol(i + 2, ")")) {
            throw Refusal.unsafe(out.token(i), "ROW() without values is not supported.");
        }
        return hiddenBefore(i, "(");
    }

    private int caseStart(int i) {
        frames.push(new Frame(Frame.Kind.CASE, ""));
        return bare(i);
    }

    private int caseEnd(int i) {
        if (frames.element().kind != Frame.Kind.CASE) {
            throw Refusal.invalid(out.token(i).position(), "There is an END without a CASE.");
        }
        frames.pop();
        return bare(i);
    }

    /// `substring(a FROM b FOR c)` and its like read as `substring(a, b, c)`.
    private int separator(int i) {
        var frame = frames.element();
        boolean between =
                switch (out.token(i).text()) {
                    case "from" ->
                            frame.isCallOf("substring")
                                    || frame.isCallOf("overlay")
                                    || frame.isCallOf("trim");
                    case "for" -> frame.isCallOf("substring") || frame.isCallOf("overlay");
                    default -> frame.isCallOf("overlay");
                };
        if (between) {
            boolean leads =
                    out.isSymbol(i - 1, "(") || out.isAnyWord(i - 1, "leading", "trailing", "both");
            return leads ? i + 1 : reducer.shown(i, ",");
        }
        if (out.isWord(i, "for")) {
            throw Refusal.unsafe(
                    out.token(i), "FOR UPDATE and FOR SHARE lock rows; a query must only read.");
        }
        return bare(i);
    }

    private int trim(int i) {
        return frames.element().isCallOf("trim") ? i + 1 : bare(i);
    }

    private int writing(int i) {
        boolean opens = out.isSymbol(i - 1, "(") && out.isAnyWord(i - 2, "as", "materialized");
        boolean follows = out.isSymbol(i - 1, ")") && out.isWord(0, "with") && frames.size() == 1;
        if (i == 0 || opens || (follows && out.has(i + 1) && out.token(i + 1).isName())) {
            throw Refusal.unsafe(
                    out.token(i),
                    out.token(i).text().toUpperCase(Locale.ROOT)
                            + " writes; a query must only read.");
        }
        return reducer.name(i);
    }

    private int clock(int i) {
        reducer.shown(i, Reducer.LITERAL);
        boolean precise =
                out.isSymbol(i + 1, "(") && out.isNumber(i + 2) && out.isSymbol(i + 3, ")");
        return precise ? i + 4 : i + 1;
    }

    /// What a parenthesis opens.
    Frame frameFor(int open) {
        return clauses.frameFor(open);
    }

    /// Consumes what is special right after an opening parenthesis.
    int opened(int open) {
        return clauses.opened(open);
    }
}
