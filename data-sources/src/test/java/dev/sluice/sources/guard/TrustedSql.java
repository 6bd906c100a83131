package dev.sluice.sources.guard;

import java.util.List;

/// Statements that a test trusts, to reach what lies behind the guard.
public final class TrustedSql {
    private TrustedSql() {}

    public static GuardedSql of(String sql, String... tables) {
        return new GuardedSql(sql, "select", List.of(tables));
    }
}
