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
        var reader = file.toString().endsWith(".csv") ? "read_csv" : "read_parquet";
        var text = sql.replace("FROM file", "FROM " + reader + "('" + file + "')");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(text)) {
            var values = new ArrayList<@Nullable String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
