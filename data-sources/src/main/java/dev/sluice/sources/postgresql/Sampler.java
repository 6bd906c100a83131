package dev.sluice.sources.postgresql;

import dev.sluice.sources.catalog.Catalog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/// A few distinct values of each column from a table's first rows, long ones cut.
final class Sampler {
    static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int ROWS = 200;
    private static final int VALUES = 8;

    private final Session session;

    Sampler(Session session) {
        this.session = session;
    }

    Catalog.Table sample(Catalog.Table table) throws SQLException {
        if (table.columns().isEmpty()) {
            return table;
        }
        session.patience(LIMIT);
        session.beginReading(LIMIT);
        var rows = session.rows(query(table));
        var columns = new ArrayList<Catalog.Column>();
        for (int i = 0; i < table.columns().size(); i++) {
            columns.add(withValues(table.columns().get(i), distinct(rows, i)));
        }
        return new Catalog.Table(
                table.schema(),
                table.name(),
                table.kind(),
                table.comment(),
                table.estimatedRows(),
                List.copyOf(columns),
                table.primaryKey(),
                table.foreignKeys());
    }

    private static String query(Catalog.Table table) {
        var names = table.columns().stream().map(c -> SqlText.name(c.name())).toList();
        return "SELECT "
                + names.stream().map(Sampler::cut).collect(Collectors.joining(", "))
                + " FROM (SELECT "
                + String.join(", ", names)
                + " FROM "
                + SqlText.name(table.schema(), table.name())
                + " LIMIT "
                + ROWS
                + ") q";
    }

    /// `concat` prints with the type's own output function; a cast to text could be anybody's.
    private static String cut(String column) {
        return "CASE WHEN pg_catalog.num_nulls(q."
                + column
                + ") = 0 THEN pg_catalog.left(pg_catalog.concat(q."
                + column
                + "), "
                + CatalogReader.LONGEST_VALUE
                + ") END";
    }

    private static List<String> distinct(Rows rows, int column) {
        var values = new LinkedHashSet<String>();
        for (int row = 0; row < rows.size() && values.size() < VALUES; row++) {
            var value = rows.text(row, column);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /// Frequent values tell more than the first ones; those fill up.
    private static Catalog.Column withValues(Catalog.Column column, List<String> seen) {
        var values = new LinkedHashSet<>(column.sampleValues());
        values.addAll(seen);
        return new Catalog.Column(
                column.name(),
                column.type(),
                column.nullable(),
                column.comment(),
                column.distinctValues(),
                values.stream().limit(VALUES).toList());
    }
}
