package dev.sluice.gateway.source;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.SourceUrl;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/sources`.
record Registration(
        String name,
        String url,
        @Nullable String username,
        @Nullable String password,
        List<String> schemas,
        List<String> tables) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final List<String> KINDS =
            List.of("postgresql", "duckdb", "sqlite", "bigquery", "spark");
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_URL = 4_000;
    private static final int MOST_ITEMS = 10_000;

    static Registration read(Fields fields) {
        var name = fields.requiredText("name", LONGEST_TEXT);
        if (name != null && !NAME.matcher(name).matches()) {
            fields.wrong(
                    "name",
                    "must begin with a lower-case letter and go on with at most 62 of a-z, 0-9, _"
                            + " and -");
        }
        var kind = fields.word("kind", KINDS);
        if (kind != null && !kind.equals(KINDS.getFirst())) {
            fields.unsupportedValue("kind", kind);
        }
        var url = fields.requiredText("url", LONGEST_URL);
        return new Registration(
                Objects.requireNonNullElse(name, ""),
                Objects.requireNonNullElse(url, ""),
                fields.text("username", LONGEST_TEXT),
                fields.exactText("password", LONGEST_TEXT),
                fields.texts("schemas", MOST_ITEMS, LONGEST_TEXT),
                fields.texts("tables", MOST_ITEMS, LONGEST_TEXT));
    }

    /// @throws dev.sluice.model.problem.ProblemException `validation_failed` for a wrong URL, or
    ///     credentials that are given twice and differ
    SourceConnection connection(String tenant) {
        var address = SourceUrl.parse(url);
        return new SourceConnection(
                tenant,
                name,
                KINDS.getFirst(),
                address.canonical(),
                one("username", username, address.username()),
                one("password", password, address.password()),
                schemas,
                tables,
                1);
    }

    private static @Nullable String one(
            String field, @Nullable String given, @Nullable String inUrl) {
        if (given != null && inUrl != null && !given.equals(inUrl)) {
            throw Problem.of(
                            ProblemType.VALIDATION_FAILED,
                            "The " + field + " is in the URL too, and is another one there.")
                    .withErrors(
                            List.of(new FieldError("/" + field, "differs from the one in the URL")))
                    .toException();
        }
        return given != null ? given : inUrl;
    }
}
