package dev.sluice.benchmarks.chaos.checker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Reads Parquet with DuckDB, which knows nothing of who wrote it.
final class ParquetFiles {
    private ParquetFiles() {}

    /// Of the rows' values; the rest of the object is read to its end.
    static LineDigest digest(InputStream object) throws IOException {
        var file = Files.createTempFile("chaos", ".parquet");
        try {
            Files.copy(object, file, StandardCopyOption.REPLACE_EXISTING);
            return digest(file);
        } finally {
            Files.delete(file);
        }
    }

    private static LineDigest digest(Path file) throws IOException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET memory_limit = '256MB'");
            statement.execute("SET TimeZone = 'UTC'");
            try (var rows =
                    statement.executeQuery("SELECT * FROM read_parquet('%s')".formatted(file))) {
                return RowValues.digest(rows);
            }
        } catch (SQLException e) {
            throw new IOException("no Parquet that DuckDB reads: " + e.getMessage(), e);
        }
    }
}
