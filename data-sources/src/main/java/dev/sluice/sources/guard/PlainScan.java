package dev.sluice.sources.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A statement that is nothing but columns and a filter over one relation, taken apart so that it can be
/// read piece by piece: `<head> FROM <schema>.<table> [AS <alias>] [WHERE <filter>]`.
///
/// Read from the guard's own text, never from the caller's. Whether the source can in fact read it row
/// by row is for its planner to say: the head may still hold an aggregate, the relation may be a view.
///
/// @param head from `SELECT` to before `FROM`
/// @param alias unquoted; null for none
/// @param filter the condition after WHERE; null for none
/// @param steady whether it says the same in every transaction: no clock, no chance
public record PlainScan(
        String head,
        String schema,
        String table,
        @Nullable String alias,
        @Nullable String filter,
        boolean steady) {
    private static final Set<String> MORE_THAN_A_SCAN =
            Keywords.words(
                    "group having order limit offset fetch union intersect except window for");

    private static final Set<String> CHANGING =
            Keywords.words(
                    """
                    age array_sample array_shuffle clock_timestamp current_date current_time
                    current_timestamp gen_random_uuid localtime localtimestamp now random random_normal
                    statement_timestamp timeofday transaction_timestamp uuidv4 uuidv7
                    """);

    /// PostgreSQL's names of moments, wherever a string may become a time.
    private static final Pattern MOMENT =
            Pattern.compile("(?i)\\b(now|today|tomorrow|yesterday)\\b");

    static Optional<PlainScan> of(String sql) {
        return new Reading(sql, Lexer.tokens(sql)).plainScan();
    }

    /// One pass over the tokens outside of parentheses.
    private static final class Reading {
        private final String sql;
        private final List<Token> tokens;
        private int at;

        Reading(String sql, List<Token> tokens) {
            this.sql = sql;
            this.tokens = tokens;
        }

        Optional<PlainScan> plainScan() {
            var head = head();
            if (head == null || !isName(at) || !isSymbol(at + 1, ".") || !isName(at + 2)) {
                return Optional.empty();
            }
            var schema = tokens.get(at).text();
            var table = tokens.get(at + 2).text();
            at += 3;
            var alias = alias();
            if (at == tokens.size()) {
                return Optional.of(new PlainScan(head, schema, table, alias, null, steady()));
            }
            if (!isWord(at, "where") || outside(at + 1, MORE_THAN_A_SCAN) < tokens.size()) {
                return Optional.empty();
            }
            var filter = sql.substring(index(at + 1));
            return Optional.of(new PlainScan(head, schema, table, alias, filter, steady()));
        }

        /// Leaves `at` behind FROM.
        private @Nullable String head() {
            if (isWord(0, "table")) {
                at = 1;
                return "SELECT *";
            }
            if (!isWord(0, "select") || isWord(1, "distinct")) {
                return null;
            }
            int from = outside(1, Set.of("from"));
            // of IS DISTINCT FROM
            while (from < tokens.size() && isWord(from - 1, "distinct")) {
                from = outside(from + 1, Set.of("from"));
            }
            if (from >= tokens.size()) {
                return null;
            }
            at = from + 1;
            return sql.substring(0, index(from)).stripTrailing();
        }

        private @Nullable String alias() {
            int name = isWord(at, "as") ? at + 1 : at;
            if (!isName(name) || (name == at && isWord(at, "where"))) {
                return null;
            }
            at = name + 1;
            return tokens.get(name).text();
        }

        /// The first of the words outside of parentheses; the number of tokens where there is none.
        private int outside(int start, Set<String> words) {
            int depth = 0;
            for (int i = start; i < tokens.size(); i++) {
                var token = tokens.get(i);
                if (token.isSymbol("(") || token.isSymbol("[")) {
                    depth++;
                } else if (token.isSymbol(")") || token.isSymbol("]")) {
                    depth--;
                } else if (depth == 0
                        && token.kind() == Token.Kind.WORD
                        && words.contains(token.text())) {
                    return i;
                }
            }
            return tokens.size();
        }

        private boolean steady() {
            return tokens.stream()
                    .noneMatch(t ->
                            t.isString()
                                    ? MOMENT.matcher(t.text()).find()
                                    : t.isName() && CHANGING.contains(t.text()));
        }

        private boolean isName(int i) {
            return i < tokens.size() && tokens.get(i).isFreeName();
        }

        private boolean isWord(int i, String word) {
            return i >= 0 && i < tokens.size() && tokens.get(i).isWord(word);
        }

        private boolean isSymbol(int i, String symbol) {
            return i < tokens.size() && tokens.get(i).isSymbol(symbol);
        }

        private int index(int token) {
            return sql.offsetByCodePoints(0, tokens.get(token).position() - 1);
        }
    }
}
