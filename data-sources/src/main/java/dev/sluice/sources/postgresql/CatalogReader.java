package dev.sluice.sources.postgresql;

import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.catalog.Catalog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a source's catalog in one read-only transaction.
final class CatalogReader {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final int LONGEST_VALUE = 60;

    private final Session session;
    private final AllowList allowed;

    /// Columns by attribute number, which keys refer to.
    private record Relation(
            int oid,
            String schema,
            String name,
            String kind,
            @Nullable Long rows,
            @Nullable String comment,
            TreeMap<Integer, Attribute> columns) {
        String column(int number) {
            var attribute = columns.get(number);
            return attribute == null ? "" : attribute.name;
        }
    }

    private record Attribute(String name, int type, boolean notNull, @Nullable String comment) {}

    private record Statistic(@Nullable Long distinct, List<String> common) {
        static final Statistic NONE = new Statistic(null, List.of());
    }

    private record Keys(List<String> primary, List<Catalog.ForeignKey> foreign) {
        static Keys none() {
            return new Keys(new ArrayList<>(), new ArrayList<>());
        }
    }

    CatalogReader(Session session, SourceConnection source) {
        this.session = session;
        this.allowed = AllowList.of(source);
    }

    Catalog read(Instant now) throws SQLException {
        session.patience(LIMIT);
        session.beginReading(LIMIT);
        var schemas = defaultSchemas();
        var relations = relations();
        if (relations.isEmpty()) {
            return new Catalog(now, schemas, List.of());
        }
        var oids =
                relations.keySet().stream()
                        .map(Integer::toUnsignedString)
                        .collect(Collectors.joining(","));
        readColumns(relations, oids);
        var keys = keys(relations, oids);
        var statistics = statistics(oids);
        var types = PgTypes.of(session, typeIds(relations));
        var tables =
                relations.values().stream()
                        .map(r ->
                                table(
                                        r,
                                        keys.getOrDefault(r.oid, Keys.none()),
                                        statistics.getOrDefault(r.oid, Map.of()),
                                        types))
                        .toList();
        return new Catalog(now, schemas, tables);
    }

    /// Where the allow-list leaves none of the role's own schemas, the allowed ones take their place:
    /// names have to be looked up somewhere.
    private List<String> defaultSchemas() throws SQLException {
        session.rows(CatalogQueries.ROLE_SEARCH_PATH);
        var rows = session.rows(CatalogQueries.DEFAULT_SCHEMAS);
        session.rows(CatalogQueries.PINNED_SEARCH_PATH);
        var schemas = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            var schema = rows.required(i, 0);
            if (!schema.startsWith("pg_")
                    && (allowed.schemas().isEmpty() || allowed.schemas().contains(schema))) {
                schemas.add(schema);
            }
        }
        return schemas.isEmpty()
                ? allowed.schemas().stream().sorted().toList()
                : List.copyOf(schemas);
    }

    private Map<Integer, Relation> relations() throws SQLException {
        var rows = session.rows(CatalogQueries.RELATIONS);
        var relations = new LinkedHashMap<Integer, Relation>();
        for (int i = 0; i < rows.size(); i++) {
            var schema = rows.required(i, 1);
            var name = rows.required(i, 2);
            if (allowed.allows(schema, name, rows.flag(i, 6), rows.flag(i, 7), rows.flag(i, 8))) {
                int oid = rows.number(i, 0);
                relations.put(
                        oid,
                        new Relation(
                                oid,
                                schema,
                                name,
                                rows.required(i, 3),
                                count(rows.text(i, 4)),
                                rows.text(i, 5),
                                new TreeMap<>()));
            }
        }
        return relations;
    }

    private void readColumns(Map<Integer, Relation> relations, String oids) throws SQLException {
        var rows = session.rows(CatalogQueries.COLUMNS.formatted(oids));
        for (int i = 0; i < rows.size(); i++) {
            var relation = relations.get(rows.number(i, 0));
            if (relation != null) {
                relation.columns.put(
                        rows.number(i, 1),
                        new Attribute(
                                rows.required(i, 2),
                                rows.number(i, 3),
                                rows.flag(i, 4),
                                rows.text(i, 5)));
            }
        }
    }

    private Map<Integer, Keys> keys(Map<Integer, Relation> relations, String oids)
            throws SQLException {
        var rows = session.rows(CatalogQueries.KEYS.formatted(oids));
        var keys = new HashMap<Integer, Keys>();
        for (int i = 0; i < rows.size(); i++) {
            var relation = relations.get(rows.number(i, 0));
            if (relation == null) {
                continue;
            }
            var own = keys.computeIfAbsent(relation.oid, oid -> Keys.none());
            var columns = names(relation, rows.required(i, 2));
            if (rows.required(i, 1).equals("p")) {
                own.primary.addAll(columns);
                continue;
            }
            var target = relations.get(rows.number(i, 3));
            // a key to a partitioned table is repeated for each of its partitions
            if (target != null && !target.kind.equals("partition")) {
                own.foreign.add(
                        new Catalog.ForeignKey(
                                columns,
                                target.schema,
                                target.name,
                                names(target, rows.required(i, 4))));
            }
        }
        return keys;
    }

    private static List<String> names(Relation relation, String numbers) {
        return strings(numbers).stream().map(n -> relation.column(Integer.parseInt(n))).toList();
    }

    private Map<Integer, Map<String, Statistic>> statistics(String oids) throws SQLException {
        var rows = session.rows(CatalogQueries.STATISTICS.formatted(oids));
        var statistics = new HashMap<Integer, Map<String, Statistic>>();
        for (int i = 0; i < rows.size(); i++) {
            var values = rows.text(i, 3);
            statistics
                    .computeIfAbsent(rows.number(i, 0), oid -> new HashMap<>())
                    .put(
                            rows.required(i, 1),
                            new Statistic(
                                    count(rows.text(i, 2)),
                                    values == null ? List.of() : shortened(strings(values))));
        }
        return statistics;
    }

    private static List<Integer> typeIds(Map<Integer, Relation> relations) {
        return relations.values().stream()
                .flatMap(r -> r.columns.values().stream())
                .map(Attribute::type)
                .distinct()
                .toList();
    }

    private static Catalog.Table table(
            Relation relation, Keys keys, Map<String, Statistic> statistics, PgTypes types) {
        var columns =
                relation.columns.values().stream()
                        .map(a -> column(a, statistics.getOrDefault(a.name, Statistic.NONE), types))
                        .toList();
        return new Catalog.Table(
                relation.schema,
                relation.name,
                relation.kind,
                relation.comment,
                relation.rows,
                columns,
                List.copyOf(keys.primary),
                List.copyOf(keys.foreign));
    }

    private static Catalog.Column column(Attribute attribute, Statistic statistic, PgTypes types) {
        return new Catalog.Column(
                attribute.name,
                types.get(attribute.type).name(),
                !attribute.notNull,
                attribute.comment,
                statistic.distinct,
                statistic.common);
    }

    private static @Nullable Long count(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private static List<String> strings(String array) {
        return ArrayText.parse(array, ',', e -> e).stream().map(String::valueOf).toList();
    }

    private static List<String> shortened(List<String> values) {
        return values.stream().map(CatalogReader::shortened).toList();
    }

    static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST_VALUE
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE));
    }
}
