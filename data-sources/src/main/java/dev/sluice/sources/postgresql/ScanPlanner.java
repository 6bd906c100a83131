package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.guard.PlainScan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds out whether a statement can be read in ranges, from its text and from the source's planner. It
/// never fails because of what it finds: what cannot be cut is read as a whole.
final class ScanPlanner {
    /// Since 14 a condition on `ctid` is a scan of those pages only.
    private static final int RANGES_SINCE = 14;

    /// Of an EXPLAIN that does not take a partition for its parent, or of a server that is different.
    private static final Set<String> FORGIVEN =
            Set.of("42P01", "42703", "42601", "42501", "42704", "42883", "0A000", "22023");

    /// What would make a range anything else than its pages, from the first to the last.
    private static final String IN_ORDER =
            """
            SELECT pg_catalog.set_config(name, 'off', true) FROM pg_catalog.pg_settings
            WHERE name IN ('enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan',
                           'synchronize_seqscans')
            UNION ALL SELECT pg_catalog.set_config('max_parallel_workers_per_gather', '0', true)\
            """;

    /// The plain table that the statement names or partitions of it, which this role may read, none of
    /// whose rows are hidden from it, and whose columns are those of the named one.
    private static final String TABLES =
            """
            SELECT n.nspname, c.relname,
                   pg_catalog.pg_relation_size(c.oid)
                   / pg_catalog.current_setting('block_size')::pg_catalog.int8
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE (n.nspname, c.relname) IN (%1$s) AND c.relkind = 'r' AND c.relpersistence <> 't'
              AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
              AND NOT pg_catalog.row_security_active(c.oid)
              AND NOT pg_catalog.row_security_active(%2$s::pg_catalog.regclass)
              AND (c.oid = %2$s::pg_catalog.regclass
                   OR EXISTS (SELECT FROM pg_catalog.pg_partition_ancestors(c.oid) p
                              WHERE p.relid = %2$s::pg_catalog.regclass))
              AND ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        ORDER BY a.attnum)
                = ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = %2$s::pg_catalog.regclass
                          AND a.attnum > 0 AND NOT a.attisdropped
                        ORDER BY a.attnum)
            ORDER BY c.oid\
            """;

    private final Session session;
    private final GuardedSql sql;
    private final CopySnapshot snapshot;

    ScanPlanner(Session session, GuardedSql sql, CopySnapshot snapshot) {
        this.session = session;
        this.sql = sql;
        this.snapshot = snapshot;
    }

    /// To be asked under locks and snapshot: sizes that are read before the snapshot may miss pages.
    ///
    /// @param several whether more than one range is wanted
    RangePlan plan(boolean several) throws SQLException {
        if (session.connection().getServerMajorVersion() < RANGES_SINCE) {
            return RangePlan.whole(sql, false);
        }
        var scan = sql.plainScan().filter(PlainScan::steady);
        if (scan.isEmpty() || !isLocked(scan.get())) {
            return RangePlan.whole(sql, false);
        }
        var root = PlanNode.of(session, sql.sql());
        var scanned = root.scannedFromEndToEnd();
        if (scanned.isEmpty()) {
            return RangePlan.whole(sql, false);
        }
        if (several) {
            var tables = tables(scan.get(), scanned.get());
            if (isLarge(tables)) {
                var ranges =
                        RangePlan.ranges(sql, scan.get(), ordered(root, scanned.get(), tables));
                if (readsByPosition(ranges)) {
                    return ranges;
                }
            }
        }
        return inOrder(root);
    }

    private boolean isLocked(PlainScan scan) {
        return snapshot.locked().stream()
                .anyMatch(t -> scan.schema().equals(t.schema()) && scan.table().equals(t.name()));
    }

    private RangePlan inOrder(PlanNode root) throws SQLException {
        if (root.parallel()) {
            return RangePlan.whole(sql, false);
        }
        keepInOrder(session);
        return RangePlan.whole(sql, true);
    }

    /// Empty where one of those that are read is not fit to be read by itself.
    private List<ExportSnapshot.Table> tables(PlainScan scan, List<PlanNode.Scanned> scanned)
            throws SQLException {
        var names =
                scanned.stream()
                        .map(s -> "(" + literal(s.schema()) + "," + literal(s.relation()) + ")")
                        .collect(Collectors.joining(","));
        var root = SqlText.literal(SqlText.name(scan.schema(), scan.table()));
        var rows = session.tried(TABLES.formatted(names, root), FORGIVEN);
        if (rows == null || rows.size() < scanned.size()) {
            return List.of();
        }
        var found = new ArrayList<ExportSnapshot.Table>();
        for (int i = 0; i < rows.size(); i++) {
            found.add(
                    new ExportSnapshot.Table(
                            rows.required(i, 0),
                            rows.required(i, 1),
                            Long.parseLong(rows.required(i, 2))));
        }
        return found;
    }

    /// As the planner appends them, which is by their bounds; one that reads them side by side takes the
    /// largest first, and then it is by their age.
    private static List<ExportSnapshot.Table> ordered(
            PlanNode root, List<PlanNode.Scanned> scanned, List<ExportSnapshot.Table> tables) {
        return root.parallel()
                ? tables
                : scanned.stream()
                        .flatMap(s -> tables.stream().filter(t -> isOf(s, t)))
                        .distinct()
                        .toList();
    }

    private static boolean isOf(PlanNode.Scanned scanned, ExportSnapshot.Table table) {
        return table.schema().equals(scanned.schema()) && table.name().equals(scanned.relation());
    }

    private static String literal(@Nullable String name) {
        return name == null ? "NULL" : SqlText.literal(name);
    }

    private static boolean isLarge(List<ExportSnapshot.Table> tables) {
        return tables.stream().mapToLong(ExportSnapshot.Table::blocks).sum()
                >= 2 * RangePlan.BLOCKS;
    }

    /// Tries the first range of each table out on the planner. The settings stay where it is so.
    private boolean readsByPosition(RangePlan ranges) throws SQLException {
        return session.tried(
                s -> {
                    keepInOrder(s);
                    return readsByPosition(s, ranges);
                },
                FORGIVEN);
    }

    /// Where a table is one range, from its first page on, the planner may leave positions aside.
    private static boolean readsByPosition(Session session, RangePlan ranges) throws SQLException {
        for (var first : ranges.firsts()) {
            var plan = PlanNode.of(session, first.text());
            if (!plan.is("Tid Range Scan") && !(first.only() && plan.is("Seq Scan"))) {
                return false;
            }
        }
        return true;
    }

    /// For every session that reads ranges.
    static void keepInOrder(Session session) throws SQLException {
        session.rows(IN_ORDER);
    }
}
