package dev.sluice.sources.guard;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Decides whether a statement may reach a source, and writes the statement that runs instead of it.
///
/// One statement that reads: SELECT, WITH … SELECT, VALUES or TABLE. Everything in it must be known to
/// be harmless: node kinds, functions, operators, types, relations. Unknown is refused.
///
/// The written statement qualifies every relation. Built-in functions, operators and types stay
/// unqualified: **whoever runs it must pin `search_path` to `pg_catalog`**, in simple form without JDBC
/// escapes or placeholders, in a read-only transaction.
public final class SqlGuard {
    private static final int LONGEST = 200_000;

    /// What was written is read again in any case ([TokenWriter#finished]). Judging it anew guards
    /// against mistakes in the guard itself, at the price of a second parse.
    private static final int LONGEST_JUDGED_TWICE = 10_000;

    /// Judges a statement.
    ///
    /// @param catalog the tables that the registration allows
    /// @param sql at most 200,000 characters
    /// @throws ProblemException `validation_failed` for no statement, `invalid_sql` with position for
    ///     text that cannot be parsed, `unsafe_sql` with position for what is refused, `unknown_table`
    ///     and `unknown_column` with suggestions where nothing is unsafe but a name is wrong. Positions
    ///     are one-based characters.
    public GuardedSql judge(Catalog catalog, String sql) {
        GuardedSql judged = judgeOnce(catalog, sql);
        if (judged.sql().length() <= LONGEST_JUDGED_TWICE
                && !judgeOnce(catalog, judged.sql()).sql().equals(judged.sql())) {
            throw Refusal.unsafe(
                    1, "The statement does not survive being written out; write it more plainly.");
        }
        return judged;
    }

    private static GuardedSql judgeOnce(Catalog catalog, String sql) {
        if (sql.length() > LONGEST) {
            throw Refusal.unsafe(1, "The statement is longer than " + LONGEST + " characters.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(sql)) {
            throw Refusal.unsafe(
                    1, "The statement holds half a surrogate pair, which is no character.");
        }
        List<Token> tokens = Lexer.tokens(sql);
        String kind = statementKind(tokens);
        var reduction = Reducer.reduce(tokens);
        return BoundedParse.judge(
                reduction,
                select -> {
                    var relations = new Relations(catalog);
                    var judgement = new Judgement(new TokenWriter(reduction), relations);
                    judgement.selects.query(select);
                    String written = judgement.writer.finished();
                    relations.requireKnown();
                    return new GuardedSql(written, kind, relations.read());
                });
    }

    private static String statementKind(List<Token> tokens) {
        Token first =
                tokens.stream()
                        .filter(t -> !t.isSymbol(";") && !t.isSymbol("("))
                        .findFirst()
                        .orElseThrow(Refusal::empty);
        String word = first.kind() == Token.Kind.WORD ? first.text() : "";
        return switch (word) {
            case "select", "with" -> "select";
            case "values", "table" -> word;
            default -> {
                if (Keywords.beginsOtherStatement(word)) {
                    throw Refusal.unsafe(
                            first,
                            word.toUpperCase(Locale.ROOT)
                                    + " is refused; only SELECT, WITH … SELECT, VALUES and TABLE are allowed.");
                }
                throw Refusal.invalid(
                        first.position(), "\"" + first.text() + "\" does not begin a query.");
            }
        };
    }
}
