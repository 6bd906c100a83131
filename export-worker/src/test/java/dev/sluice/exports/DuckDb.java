package dev.sluice.exports;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An independent reader of Parquet, and of CSV with a header.
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET threads = 1");
        }
    }

    /// The first column of each row as text; `FROM file` stands for the file.
    List<@Nullable String> query(String sql, Path file) throws SQLException {
        var values = new ArrayList<@Nullable String>();
        rows(sql, file).forEach(row -> values.add(row.getFirst()));
        return values;
    }

    /// Each row as texts; `FROM file` stands for the file, as does `'file'`.
    List<List<@Nullable String>> rows(String sql, Path file) throws SQLException {
        var reader = file.toString().endsWith(".csv") ? "read_csv" : "read_parquet";
        var text =
                sql.replace("FROM file", "FROM " + reader + "('" + file + "')")
                        .replace("'file'", "'" + file + "'");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(text)) {
            var all = new ArrayList<List<@Nullable String>>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new ArrayList<@Nullable String>();
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
