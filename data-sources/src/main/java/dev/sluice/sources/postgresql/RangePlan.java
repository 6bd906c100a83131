package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.guard.PlainScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The statements that together read each row once: the whole one, or one for each range of pages.
///
/// @param scan null where the statement is read as a whole
/// @param tables those that are read range by range, in order; empty where it is read as a whole
/// @param repeatable whether a range gives the same rows in the same order again
record RangePlan(
        GuardedSql sql,
        @Nullable PlainScan scan,
        List<ExportSnapshot.Table> tables,
        boolean repeatable) {
    /// 16 MiB of a table with pages of 8 kB.
    static final long BLOCKS = 2048;

    /// @param inOrder whether it reads its rows in the same order each time
    static RangePlan whole(GuardedSql sql, boolean inOrder) {
        return new RangePlan(sql, null, List.of(), inOrder);
    }

    static RangePlan ranges(GuardedSql sql, PlainScan scan, List<ExportSnapshot.Table> tables) {
        return new RangePlan(sql, scan, tables, true);
    }

    int count() {
        return scan == null
                ? 1
                : Math.toIntExact(tables.stream().mapToLong(RangePlan::ranges).sum());
    }

    /// @param prefix characters of the command before the statement
    StatementText statement(int prefix, Optional<Catalog> names) {
        // what a range's statement inserts shifts the positions of errors; better none than a wrong
        // one
        return new StatementText(sql, scan == null ? prefix : Integer.MAX_VALUE, names);
    }

    /// For a text that is not the statement's own.
    StatementText unplaced(Optional<Catalog> names) {
        return new StatementText(sql, Integer.MAX_VALUE, names);
    }

    String text(int range) {
        if (scan == null) {
            return sql.sql();
        }
        int number = range;
        for (var table : tables) {
            long ranges = ranges(table);
            if (number < ranges) {
                return text(scan, table, number * BLOCKS, number + 1 < ranges);
            }
            number -= (int) ranges;
        }
        throw new IndexOutOfBoundsException("there is no range " + range);
    }

    /// @param only whether the table has no other
    record First(String text, boolean only) {}

    /// The first range of each table.
    List<First> firsts() {
        var firsts = new ArrayList<First>();
        int range = 0;
        for (var table : tables) {
            firsts.add(new First(text(range), ranges(table) == 1));
            range += (int) ranges(table);
        }
        return firsts;
    }

    private static long ranges(ExportSnapshot.Table table) {
        return Math.max(1, (table.blocks() + BLOCKS - 1) / BLOCKS);
    }

    /// The last range of a table has no upper bound: rows that the snapshot sees may lie on pages that
    /// were added before it but are counted by nobody yet.
    private static String text(
            PlainScan scan, ExportSnapshot.Table table, long from, boolean bounded) {
        var alias = alias(scan, table);
        var ctid = (alias == null ? name(table) : SqlText.name(alias)) + ".ctid";
        return scan.head()
                + " FROM ONLY "
                + name(table)
                + (alias == null ? "" : " AS " + SqlText.name(alias))
                + " WHERE "
                + (scan.filter() == null ? "" : "(" + scan.filter() + "\n) AND ")
                + ctid
                + " >= "
                + tid(from)
                + (bounded ? " AND " + ctid + " < " + tid(from + BLOCKS) : "");
    }

    /// A partition is called as its parent is, for the names of columns.
    private static @Nullable String alias(PlainScan scan, ExportSnapshot.Table table) {
        boolean itself = table.schema().equals(scan.schema()) && table.name().equals(scan.table());
        return scan.alias() != null ? scan.alias() : itself ? null : scan.table();
    }

    private static String name(ExportSnapshot.Table table) {
        return SqlText.name(table.schema(), table.name());
    }

    private static String tid(long block) {
        return "'(" + block + ",0)'::pg_catalog.tid";
    }
}
