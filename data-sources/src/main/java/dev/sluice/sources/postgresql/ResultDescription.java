package dev.sluice.sources.postgresql;

import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.ResultColumn;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.core.Field;

/// The columns of a result, from its RowDescription.
record ResultDescription(List<ResultColumn> columns, List<PgType> types) {
    /// Words of everything that can make a NULL in a column that declares none. Where one occurs,
    /// even inside a literal, every column counts as nullable.
    private static final Pattern MAKES_NULLS =
            Pattern.compile(
                    "\\b(left|right|full|outer|rollup|cube|grouping|union|intersect|except)\\b",
                    Pattern.CASE_INSENSITIVE);

    /// Constraints that hold for every row that a scan of the table can give: not those still to be
    /// validated, not where plain inheritance mixes in rows of other tables.
    private static final String NOT_NULL =
            """
            SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            WHERE a.attrelid IN (%s) AND a.attnotnull
              AND (c.relkind = 'p' OR (c.relkind = 'r' AND NOT c.relhassubclass))
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                              WHERE k.conrelid = a.attrelid AND k.contype = 'n'
                                AND a.attnum = ANY (k.conkey) AND NOT k.convalidated)\
            """;

    private record Origin(int table, int column) {}

    static ResultDescription of(Session session, GuardedSql sql, List<Field> fields)
            throws SQLException {
        var types = PgTypes.of(session, fields.stream().map(Field::getOID).toList());
        var resolved = fields.stream().map(f -> types.get(f.getOID())).toList();
        var notNull = notNull(session, sql, fields);
        var columns =
                IntStream.range(0, fields.size())
                        .mapToObj(i -> column(fields.get(i), resolved.get(i), notNull))
                        .toList();
        return new ResultDescription(columns, resolved);
    }

    private static ResultColumn column(Field field, PgType type, Set<Origin> notNull) {
        var origin = new Origin(field.getTableOid(), field.getPositionInTable());
        return new ResultColumn(
                field.getColumnLabel(),
                type.name(),
                field.getOID(),
                field.getMod(),
                !notNull.contains(origin));
    }

    private static Set<Origin> notNull(Session session, GuardedSql sql, List<Field> fields)
            throws SQLException {
        var tables =
                fields.stream()
                        .map(Field::getTableOid)
                        .filter(oid -> oid != 0)
                        .distinct()
                        .map(Integer::toUnsignedString)
                        .collect(Collectors.joining(","));
        var origins = new HashSet<Origin>();
        if (tables.isEmpty() || MAKES_NULLS.matcher(sql.sql()).find()) {
            return origins;
        }
        var rows = session.rows(NOT_NULL.formatted(tables));
        for (int i = 0; i < rows.size(); i++) {
            origins.add(new Origin(rows.number(i, 0), rows.number(i, 1)));
        }
        return origins;
    }
}
