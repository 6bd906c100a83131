package dev.sluice.sources.postgresql;

import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.guard.PlainScan;
import dev.sluice.sources.reading.RowEstimate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Corrects the planner's number of rows by counting in a sample of pages. The planner's statistics may
/// be missing, old, or blind to what a filter really lets through; pages do not lie.
final class Estimator {
    /// 8 MB, which most storage reads in a blink wherever they lie.
    private static final long FIRST_PAGES = 1000;

    private static final int GROWTH = 8;

    /// Of the estimate, as one standard deviation: two of them are well within 25 %.
    private static final double PRECISE = 0.08;

    /// Beyond that the matching rows lie on so few pages that the sample proves little.
    private static final double VAGUE = 0.5;

    /// Of a relation that cannot be sampled, of a sample that takes too long.
    private static final Set<String> FORGIVEN =
            Set.of("42809", "42P01", "42501", "0A000", "57014", "55P03", "22012", "22P02");

    private final Session session;
    private final GuardedSql sql;
    private final long deadline;

    /// @param error standard deviation of `rows`, as a part of them; infinite where nothing was counted
    record Counted(RowEstimate estimate, double error) {
        static Counted planned(long rows, boolean plainScan) {
            return new Counted(
                    new RowEstimate(rows, rows, false, plainScan), Double.POSITIVE_INFINITY);
        }
    }

    /// @param part of the pages that were read
    /// @param squares sum of the squares of the matching rows of each page
    private record Sample(double part, double rows, double squares) {
        double estimate() {
            return rows / part;
        }

        /// Pages are in the sample or not independently of each other (Horvitz and Thompson).
        double error() {
            return part >= 1
                    ? 0
                    : rows == 0 ? Double.POSITIVE_INFINITY : Math.sqrt((1 - part) * squares) / rows;
        }
    }

    Estimator(Session session, GuardedSql sql, Duration limit) {
        this.session = session;
        this.sql = sql;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    Counted estimate(Duration limit) throws SQLException {
        session.patience(limit);
        session.beginReading(limit);
        var root = PlanNode.of(session, sql.sql());
        var scan = sql.plainScan();
        var scanned = root.scannedRowByRow();
        if (scan.isEmpty() || scanned.isEmpty()) {
            return Counted.planned(root.rows(), false);
        }
        boolean plain = scan.get().steady() && root.scannedFromEndToEnd().isPresent();
        var pages = pages(scanned.get());
        var sample = pages == null ? null : sample(scan.get(), pages);
        return sample == null
                ? Counted.planned(root.rows(), plain)
                : corrected(root.rows(), sample, plain);
    }

    private static Counted corrected(long planned, Sample sample, boolean plain) {
        double error = sample.error();
        double rows = sample.estimate();
        if (error > VAGUE) {
            // three pages more would hardly have been missed
            double most = sample.rows() == 0 ? 3 / sample.part() : rows * (1 + 3 * error);
            rows = Math.clamp((double) planned, sample.rows(), Math.max(most, sample.rows()));
        }
        return new Counted(new RowEstimate(planned, Math.round(rows), true, plain), error);
    }

    private @Nullable Long pages(List<PlanNode.Scanned> scanned) throws SQLException {
        var names =
                scanned.stream()
                        .distinct()
                        .map(s ->
                                "("
                                        + SqlText.literal(String.valueOf(s.schema()))
                                        + ","
                                        + SqlText.literal(String.valueOf(s.relation()))
                                        + ")")
                        .collect(Collectors.joining(","));
        var rows =
                session.tried(
                        "SELECT pg_catalog.sum(pg_catalog.pg_relation_size(c.oid))"
                                + " / pg_catalog.current_setting('block_size')::pg_catalog.int8"
                                + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                                + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'm')"
                                + " AND (n.nspname, c.relname) IN ("
                                + names
                                + ")",
                        FORGIVEN);
        var text = rows == null ? null : rows.text(0, 0);
        return text == null ? null : (long) Double.parseDouble(text);
    }

    /// More pages as long as it is vague and time is left.
    ///
    /// @return null where not even the first sample came to its end
    private @Nullable Sample sample(PlainScan scan, long pages) throws SQLException {
        Sample best = null;
        long took = 0;
        for (long wanted = FIRST_PAGES; ; wanted *= GROWTH) {
            double part = 2 * wanted >= pages ? 1 : (double) wanted / pages;
            long started = System.nanoTime();
            if (best != null && started + took * GROWTH > deadline) {
                return best;
            }
            var sample = sample(scan, part);
            if (sample == null) {
                return best;
            }
            best = sample;
            took = System.nanoTime() - started;
            if (part == 1 || sample.error() <= PRECISE) {
                return best;
            }
        }
    }

    private @Nullable Sample sample(PlainScan scan, double part) throws SQLException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            return null;
        }
        session.rows("SET LOCAL statement_timeout = " + left);
        var ctid = qualifier(scan) + ".ctid";
        var counted =
                "SELECT pg_catalog.count(*) AS c FROM "
                        + sampled(scan, part)
                        + " GROUP BY "
                        + qualifier(scan)
                        + ".tableoid, ("
                        + ctid
                        + "::pg_catalog.text::pg_catalog.point)[0]";
        var rows =
                session.tried(
                        "SELECT COALESCE(pg_catalog.sum(q.c), 0), COALESCE(pg_catalog.sum(q.c * q.c), 0)"
                                + " FROM ("
                                + counted
                                + ") AS q",
                        FORGIVEN);
        return rows == null
                ? null
                : new Sample(
                        part,
                        Double.parseDouble(rows.required(0, 0)),
                        Double.parseDouble(rows.required(0, 1)));
    }

    private static String qualifier(PlainScan scan) {
        return scan.alias() == null
                ? SqlText.name(scan.schema(), scan.table())
                : SqlText.name(scan.alias());
    }

    /// What follows FROM, reading some of the pages; the same each time.
    ///
    /// @param part 1 for all
    static String sampled(PlainScan scan, double part) {
        return SqlText.name(scan.schema(), scan.table())
                + (scan.alias() == null ? "" : " AS " + SqlText.name(scan.alias()))
                + (part >= 1
                        ? ""
                        : " TABLESAMPLE SYSTEM (%s) REPEATABLE (20240229)".formatted(percent(part)))
                + (scan.filter() == null ? "" : " WHERE (" + scan.filter() + "\n)");
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.9f", 100 * part);
    }
}
