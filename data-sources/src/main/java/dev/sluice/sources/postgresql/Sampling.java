package dev.sluice.sources.postgresql;

import dev.sluice.sources.guard.GuardedSql;

/// The statement that gives some rows of another.
final class Sampling {
    /// Above that, a part of the pages may hold none of the rows that are looked for.
    private static final double EVEN = 0.3;

    /// A sample of pages varies; a few rows too many are cut off.
    private static final double RESERVE = 1.3;

    private Sampling() {}

    static String text(GuardedSql sql, Estimator.Counted counted, int rows) {
        var estimated = Math.max(1, counted.estimate().rows());
        double part = RESERVE * rows / estimated;
        var scan = sql.plainScan();
        if (scan.isEmpty() || counted.error() > EVEN || part >= 0.5) {
            return QueryRunner.PREFIX + sql.sql() + "\n) AS q LIMIT " + rows;
        }
        return scan.get().head()
                + " FROM "
                + Estimator.sampled(scan.get(), part)
                + " LIMIT "
                + rows;
    }
}
