package dev.sluice.sources.guard;

import java.util.List;
import java.util.Optional;

/// A statement that the guard let through. Only the guard makes one, and only its text is ever sent.
public final class GuardedSql {
    private final String sql;
    private final String statementKind;
    private final List<String> tables;

    GuardedSql(String sql, String statementKind, List<String> tables) {
        this.sql = sql;
        this.statementKind = statementKind;
        this.tables = List.copyOf(tables);
    }

    /// The deparsed, qualified statement.
    public String sql() {
        return sql;
    }

    /// `select`, `values` or `table`.
    public String statementKind() {
        return statementKind;
    }

    /// Relations it reads, as `schema.table` without quotes, in order of appearance.
    public List<String> tables() {
        return tables;
    }

    /// The statement's parts where it is columns and a filter over one relation.
    public Optional<PlainScan> plainScan() {
        return PlainScan.of(sql);
    }

    @Override
    public String toString() {
        return sql;
    }
}
