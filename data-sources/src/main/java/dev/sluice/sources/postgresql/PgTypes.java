package dev.sluice.sources.postgresql;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Types by id, asked of the source when first met.
final class PgTypes {
    /// Arrays by name and catalogue category, but printed without braces.
    private static final Set<String> VECTORS = Set.of("int2vector", "oidvector");

    private static final String QUERY =
            """
            SELECT t.oid, t.typname, t.typtype, t.typbasetype, t.typelem, t.typlen, t.typcategory,
                   t.typdelim
            FROM pg_catalog.pg_type t WHERE t.oid IN (%s)\
            """;

    private final Map<Integer, Row> rows;

    private PgTypes(Map<Integer, Row> rows) {
        this.rows = rows;
    }

    private record Row(
            int oid, String name, boolean domain, int base, int element, char delimiter) {}

    /// Looks up these types and what they are made of.
    static PgTypes of(Session session, Collection<Integer> oids) throws SQLException {
        var rows = new HashMap<Integer, Row>();
        var missing = new HashSet<>(oids);
        while (!missing.isEmpty()) {
            var found = read(session, missing);
            missing.clear();
            for (var row : found.values()) {
                rows.put(row.oid, row);
                missing.add(row.base);
                missing.add(row.element);
            }
            missing.remove(0);
            missing.removeAll(rows.keySet());
        }
        return new PgTypes(rows);
    }

    PgType get(int oid) {
        var row = base(oid);
        if (row == null) {
            return new PgType(oid, "unknown", 0, ',');
        }
        if (row.element == 0) {
            return new PgType(row.oid, row.name, 0, row.delimiter);
        }
        var element = base(row.element);
        if (element == null) {
            return new PgType(row.oid, row.name, 0, row.delimiter);
        }
        return new PgType(row.oid, element.name + "[]", element.oid, element.delimiter);
    }

    private @Nullable Row base(int oid) {
        var row = rows.get(oid);
        while (row != null && row.domain) {
            row = rows.get(row.base);
        }
        return row;
    }

    private static Map<Integer, Row> read(Session session, Set<Integer> oids) throws SQLException {
        var list = oids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(","));
        var found = session.rows(QUERY.formatted(list));
        var rows = new HashMap<Integer, Row>();
        for (int i = 0; i < found.size(); i++) {
            var name = found.required(i, 1);
            var array =
                    found.required(i, 6).equals("A")
                            && found.required(i, 5).equals("-1")
                            && !VECTORS.contains(name);
            var row =
                    new Row(
                            found.number(i, 0),
                            name,
                            found.required(i, 2).equals("d"),
                            found.number(i, 3),
                            array ? found.number(i, 4) : 0,
                            found.required(i, 7).charAt(0));
            rows.put(row.oid, row);
        }
        return rows;
    }
}
