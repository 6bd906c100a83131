package dev.sluice.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/// A table through Spark's JDBC source into local Parquet files: two partitions, each half of the
/// table's blocks, on two threads. Prints what it did.
public final class SparkExport {
    private static final String FETCH_SIZE = "10000";

    private SparkExport() {}

    /// `JDBC-URL USER FOLDER TABLE WARM-UP-CONDITION`; the password is in `PGPASSWORD`.
    public static void main(String[] arguments) throws IOException, SQLException {
        var url = arguments[0];
        var folder = Path.of(arguments[2]);
        var table = arguments[3];
        var properties = new Properties();
        properties.setProperty("user", arguments[1]);
        properties.setProperty("password", System.getenv("PGPASSWORD"));
        properties.setProperty("fetchsize", FETCH_SIZE);
        properties.setProperty("driver", "org.postgresql.Driver");
        try (var spark = Sessions.local(folder)) {
            var some = new String[] {arguments[4]};
            write(
                    spark.read().jdbc(url, table, some, properties),
                    folder.resolve("spark-warm-up.parquet"));
            var halves = halves(url, table, properties);
            var file = folder.resolve("spark.parquet");
            var start = System.nanoTime();
            write(spark.read().jdbc(url, table, halves, properties), file);
            var seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "peer rows=%d seconds=%.3f bytes=%d%n",
                    spark.read().parquet(file.toString()).count(),
                    seconds,
                    size(file));
        }
    }

    private static void write(Dataset<Row> rows, Path file) {
        rows.write()
                .mode(SaveMode.Overwrite)
                .option("compression", "snappy")
                .parquet(file.toString());
    }

    /// Of the table's blocks, which PostgreSQL reads without looking at the others.
    private static String[] halves(String url, String table, Properties properties)
            throws SQLException {
        try (var connection = DriverManager.getConnection(url, properties);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT pg_relation_size('%s') / current_setting('block_size')::int / 2"
                                        .formatted(table))) {
            rows.next();
            var middle = rows.getLong(1);
            return new String[] {
                "ctid < '(" + middle + ",0)'::tid", "ctid >= '(" + middle + ",0)'::tid"
            };
        }
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
