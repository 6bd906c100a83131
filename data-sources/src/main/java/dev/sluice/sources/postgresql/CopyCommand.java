package dev.sluice.sources.postgresql;

import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The text of `COPY (…) TO STDOUT`.
///
/// @param prefix characters before the statement
record CopyCommand(String text, int prefix) {

    /// @param keys result columns, from 0, that the rows are ordered by and led by as text
    static CopyCommand of(
            String sql,
            List<ResultColumn> columns,
            CopyFormat format,
            @Nullable Long rowLimit,
            List<Integer> keys) {
        var asText = asText(columns, format);
        boolean named = asText.contains(true) || !keys.isEmpty();
        boolean wrapped = named || rowLimit != null;
        var start =
                "COPY ("
                        + (keys.isEmpty() ? "" : "SELECT * FROM (")
                        + (wrapped ? "SELECT " + list(asText, keys, named) + " FROM (" : "");
        var end =
                "\n)"
                        + (wrapped ? " AS q" : "")
                        // by position, since names may be doubled
                        + (named ? "(" + names("c", columns.size()) + ")" : "")
                        + (rowLimit == null ? "" : " LIMIT " + oneMore(rowLimit))
                        + (wrapped ? ")" : "")
                        + (keys.isEmpty() ? "" : " AS o ORDER BY " + order(keys.size()) + ")");
        return new CopyCommand(
                start + sql + end + " TO STDOUT (" + options(format, keys.size()) + ")",
                start.length());
    }

    private static List<Boolean> asText(List<ResultColumn> columns, CopyFormat format) {
        return IntStream.range(0, columns.size())
                .mapToObj(i ->
                        format instanceof CopyFormat.Binary binary
                                && binary.asText().test(i, columns.get(i)))
                .toList();
    }

    private static String list(List<Boolean> asText, List<Integer> keys, boolean named) {
        if (!named) {
            return "*";
        }
        var leading =
                IntStream.range(0, keys.size())
                        .mapToObj(k -> text("q.c" + keys.get(k)) + " AS k" + k)
                        .collect(Collectors.joining(", "));
        var columns =
                IntStream.range(0, asText.size())
                        .mapToObj(i -> (asText.get(i) ? text("q.c" + i) : "q.c" + i) + " AS c" + i)
                        .collect(Collectors.joining(", "));
        return leading + (leading.isEmpty() ? "" : ", ") + columns;
    }

    /// `concat` prints with the type's own output function, as COPY's text does; a cast to text prints
    /// some types differently (`true`, `1.2.3.4/32`) and could be anybody's.
    private static String text(String column) {
        return "CASE WHEN pg_catalog.num_nulls("
                + column
                + ") = 0 THEN pg_catalog.concat("
                + column
                + ") END";
    }

    /// By the bytes of the text: values that a collation or a type calls equal may differ in their text,
    /// and would come mixed.
    private static String order(int keys) {
        return IntStream.range(0, keys)
                .mapToObj(k -> "o.k" + k + " COLLATE pg_catalog.\"C\"")
                .collect(Collectors.joining(", "));
    }

    private static String names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(","));
    }

    private static long oneMore(long rowLimit) {
        return rowLimit == Long.MAX_VALUE ? rowLimit : rowLimit + 1;
    }

    private static String options(CopyFormat format, int keys) {
        return switch (format) {
            case CopyFormat.Binary binary -> "FORMAT binary";
            case CopyFormat.Csv csv -> csv(csv, keys);
        };
    }

    private static String csv(CopyFormat.Csv csv, int keys) {
        var quoted = csv.quoteAll() ? "*" : keys > 0 ? "(" + names("k", keys) + ")" : "";
        return "FORMAT csv, ENCODING 'UTF8', DELIMITER "
                + SqlText.literal(String.valueOf(csv.delimiter()))
                + ", NULL "
                + SqlText.literal(csv.nullText() == null ? "" : csv.nullText())
                + (quoted.isEmpty() ? "" : ", FORCE_QUOTE " + quoted);
    }
}
