package dev.sluice.sources.guard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A type as written in a cast, a typed literal or a column definition.
///
/// @param base the name without schema, modifiers and array marks
/// @param foreignSchema whether a schema other than `pg_catalog` is named
/// @param modifier the largest number in parentheses, 0 for none
/// @param end index of the token after the type
record TypeName(String base, boolean foreignSchema, long modifier, int end) {
    /// Types whose input and casts compute on the value alone. No `reg…`, `oid`, `xml`: they look
    /// things up in the catalogs or reach outside the value.
    private static final Set<String> ALLOWED =
            Keywords.words(
                    """
                    bool boolean int2 int4 int8 smallint int integer bigint float4 float8 real float
                    double numeric decimal dec money text varchar character char bpchar name bytea
                    date time timetz timestamp timestamptz interval uuid json jsonb jsonpath inet cidr
                    macaddr macaddr8 tsvector tsquery bit varbit
                    int4range int8range numrange daterange tsrange tstzrange
                    int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange
                    point line lseg box path polygon circle
                    """);

    private static final long LONGEST_PADDING = 10_000;

    /// Reads any type at an index, harmless or not; null where there is none.
    static @Nullable TypeName read(List<Token> tokens, int start) {
        int i = start;
        if (i >= tokens.size() || !tokens.get(i).isName()) {
            return null;
        }
        Token first = tokens.get(i);
        if (first.kind() == Token.Kind.WORD && Keywords.isReserved(first.text())) {
            return null;
        }
        boolean foreign = false;
        String base = first.text();
        i++;
        if (symbol(tokens, i, ".") && i + 1 < tokens.size() && tokens.get(i + 1).isName()) {
            foreign = !base.equals("pg_catalog");
            base = tokens.get(i + 1).text();
            i += 2;
        }
        boolean written = first.kind() == Token.Kind.WORD;
        if (written && base.equals("double")) {
            if (!word(tokens, i, "precision")) {
                return null;
            }
            i++;
        } else if (written
                && (base.equals("character") || base.equals("char") || base.equals("bit"))
                && word(tokens, i, "varying")) {
            base = base.equals("bit") ? "varbit" : "varchar";
            i++;
        }
        if (written && base.equals("interval")) {
            i = intervalFields(tokens, i);
        }
        long modifier = 0;
        if (symbol(tokens, i, "(")) {
            int end = modifiers(tokens, i);
            if (end > 0) {
                modifier = largest(tokens, i, end);
                i = end;
            }
        }
        if (written && (base.equals("timestamp") || base.equals("time"))) {
            i = timeZone(tokens, i);
        }
        return new TypeName(base, foreign, modifier, arrayMarks(tokens, i));
    }

    boolean isAllowed() {
        return !foreignSchema && ALLOWED.contains(base);
    }

    /// Fixed-length types pad to their length, which one cast can make a gigabyte.
    boolean isOversized() {
        return modifier > LONGEST_PADDING
                && Set.of("char", "character", "bpchar", "bit", "varbit").contains(base);
    }

    /// `INTERVAL '1' DAY TO SECOND`: the fields may also follow the literal.
    static int intervalFields(List<Token> tokens, int start) {
        int i = start;
        if (!isField(tokens, i)) {
            return i;
        }
        i++;
        if (word(tokens, i, "to") && isField(tokens, i + 1)) {
            i += 2;
        }
        return i;
    }

    private static boolean isField(List<Token> tokens, int i) {
        return i < tokens.size()
                && tokens.get(i).kind() == Token.Kind.WORD
                && Set.of("year", "month", "day", "hour", "minute", "second")
                        .contains(tokens.get(i).text());
    }

    private static int modifiers(List<Token> tokens, int open) {
        int i = open + 1;
        while (i < tokens.size()
                && (tokens.get(i).kind() == Token.Kind.NUMBER
                        || tokens.get(i).isSymbol(",")
                        || tokens.get(i).isOperator("-"))) {
            i++;
        }
        return i > open + 1 && symbol(tokens, i, ")") ? i + 1 : -1;
    }

    private static long largest(List<Token> tokens, int from, int to) {
        long largest = 0;
        for (var token : tokens.subList(from, to)) {
            if (token.kind() == Token.Kind.NUMBER) {
                largest = Math.max(largest, Literals.magnitude(token.text()));
            }
        }
        return largest;
    }

    private static int timeZone(List<Token> tokens, int i) {
        return (word(tokens, i, "with") || word(tokens, i, "without"))
                        && word(tokens, i + 1, "time")
                        && word(tokens, i + 2, "zone")
                ? i + 3
                : i;
    }

    private static int arrayMarks(List<Token> tokens, int start) {
        int i = start;
        if (word(tokens, i, "array") && !symbol(tokens, i + 1, "(")) {
            i++;
        }
        while (symbol(tokens, i, "[")) {
            if (symbol(tokens, i + 1, "]")) {
                i += 2;
            } else if (i + 2 < tokens.size()
                    && tokens.get(i + 1).kind() == Token.Kind.NUMBER
                    && symbol(tokens, i + 2, "]")) {
                i += 3;
            } else {
                return i;
            }
        }
        return i;
    }

    private static boolean word(List<Token> tokens, int i, String word) {
        return i < tokens.size() && tokens.get(i).isWord(word);
    }

    private static boolean symbol(List<Token> tokens, int i, String symbol) {
        return i < tokens.size() && tokens.get(i).isSymbol(symbol);
    }
}
