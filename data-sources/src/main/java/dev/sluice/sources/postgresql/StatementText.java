package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.naming.NearestNames;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A guarded statement inside the text that was sent, so that the database's positions can be told in
/// the statement's own, and wrong names found again.
///
/// @param prefix characters sent before the statement
record StatementText(GuardedSql sql, int prefix, Optional<Catalog> catalog) {
    private static final Pattern NAME_CHAIN =
            Pattern.compile(
                    "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)"
                            + "(?:\\s*\\.\\s*(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*))*");
    private static final Pattern LAST_NAME =
            Pattern.compile("(?:\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_$]*))$");

    /// @param sent one-based, as the server counts; 0 where it said none
    @Nullable Integer position(int sent) {
        int own = sent - prefix;
        return sent > 0 && own > 0 && own <= sql.sql().codePointCount(0, sql.sql().length())
                ? own
                : null;
    }

    ProblemException unknownColumn(SQLException e, int sent) {
        var columns =
                catalog.stream()
                        .flatMap(c -> c.tables().stream())
                        .filter(t -> sql.tables().contains(t.schema() + "." + t.name()))
                        .flatMap(t -> t.columns().stream().map(Catalog.Column::name))
                        .toList();
        var suggestions = wrongName(sent).map(n -> NearestNames.of(columns, n)).orElse(List.of());
        return unknown(ProblemType.UNKNOWN_COLUMN, e, sent, suggestions);
    }

    ProblemException unknownTable(SQLException e, int sent) {
        var suggestions =
                catalog.flatMap(c -> wrongName(sent).map(n -> NearestNames.ofTables(c, n)))
                        .orElse(List.of());
        return unknown(ProblemType.UNKNOWN_TABLE, e, sent, suggestions);
    }

    private ProblemException unknown(
            ProblemType type, SQLException e, int sent, List<String> suggestions) {
        return new ProblemException(
                Problem.of(type, Failures.words(e))
                        .withSuggestions(suggestions)
                        .withSqlState(Failures.state(e), position(sent)),
                e);
    }

    /// The name at the error's position: the message's own words depend on the server's language.
    private Optional<String> wrongName(int sent) {
        var own = position(sent);
        if (own == null) {
            return Optional.empty();
        }
        var text = sql.sql();
        var chain =
                NAME_CHAIN.matcher(text).region(text.offsetByCodePoints(0, own - 1), text.length());
        if (!chain.lookingAt()) {
            return Optional.empty();
        }
        var last = LAST_NAME.matcher(chain.group());
        if (!last.find()) {
            return Optional.empty();
        }
        var quoted = last.group(1);
        return Optional.of(quoted == null ? last.group(2) : quoted.replace("\"\"", "\""));
    }
}
