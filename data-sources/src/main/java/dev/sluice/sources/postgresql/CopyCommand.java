package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The text of `COPY (…) TO STDOUT`.
///
/// @param prefix characters before the guarded statement
record CopyCommand(String text, int prefix) {

    static CopyCommand of(
            GuardedSql sql,
            List<ResultColumn> columns,
            CopyFormat format,
            @Nullable Long rowLimit) {
        var asText = asText(columns, format);
        boolean chosen = asText.contains(true);
        boolean wrapped = chosen || rowLimit != null;
        var start = "COPY (" + (wrapped ? "SELECT " + list(asText) + " FROM (" : "");
        var end =
                "\n)"
                        + (wrapped ? " AS q" : "")
                        // only there: the header of CSV names the columns as the statement does
                        + (chosen ? "(" + names(columns.size()) + ")" : "")
                        + (rowLimit == null ? "" : " LIMIT " + oneMore(rowLimit))
                        + (wrapped ? ")" : "");
        return new CopyCommand(
                start + sql.sql() + end + " TO STDOUT (" + options(format) + ")", start.length());
    }

    /// COPY's own rules, said before a connection is opened for nothing.
    static void requirePossible(CopyFormat format) {
        if (format instanceof CopyFormat.Csv csv) {
            requirePossible(csv.delimiter(), csv.nullText() == null ? "" : csv.nullText());
        }
    }

    private static List<Boolean> asText(List<ResultColumn> columns, CopyFormat format) {
        return IntStream.range(0, columns.size())
                .mapToObj(i ->
                        format instanceof CopyFormat.Binary binary
                                && binary.asText().test(i, columns.get(i)))
                .toList();
    }

    /// `concat` prints with the type's own output function, as COPY's text does; a cast to text prints
    /// some types differently (`true`, `1.2.3.4/32`) and could be anybody's.
    private static String list(List<Boolean> asText) {
        if (!asText.contains(true)) {
            return "*";
        }
        return IntStream.range(0, asText.size())
                .mapToObj(i -> asText.get(i) ? text("q.c" + i) : "q.c" + i)
                .collect(Collectors.joining(", "));
    }

    private static String text(String column) {
        return "CASE WHEN pg_catalog.num_nulls("
                + column
                + ") = 0 THEN pg_catalog.concat("
                + column
                + ") END";
    }

    private static String names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    }

    private static long oneMore(long rowLimit) {
        return rowLimit == Long.MAX_VALUE ? rowLimit : rowLimit + 1;
    }

    private static String options(CopyFormat format) {
        return switch (format) {
            case CopyFormat.Binary binary -> "FORMAT binary";
            case CopyFormat.Csv csv -> csv(csv);
        };
    }

    private static String csv(CopyFormat.Csv csv) {
        return "FORMAT csv, ENCODING 'UTF8', HEADER "
                + csv.header()
                + ", DELIMITER "
                + SqlText.literal(String.valueOf(csv.delimiter()))
                + ", NULL "
                + SqlText.literal(csv.nullText() == null ? "" : csv.nullText())
                + (csv.quoteAll() ? ", FORCE_QUOTE *" : "");
    }

    private static void requirePossible(char delimiter, String nullText) {
        if (delimiter >= 0x80 || "\"\r\n\0".indexOf(delimiter) >= 0) {
            throw wrong(
                    "/options/delimiter",
                    "The delimiter is one ASCII character other than a quote or a line break.");
        }
        if (nullText.indexOf(delimiter) >= 0
                || nullText.chars().anyMatch(c -> "\"\r\n\0".indexOf(c) >= 0)) {
            throw wrong(
                    "/options/null_text",
                    "The text for NULL holds no delimiter, quote or line break.");
        }
    }

    private static ProblemException wrong(String pointer, String detail) {
        return Problem.of(ProblemType.VALIDATION_FAILED, detail)
                .withErrors(List.of(new FieldError(pointer, detail)))
                .toException();
    }
}
