package dev.sluice.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/// Asks a Parquet file and prints the one row that is the answer, its values between bars.
public final class SparkQuery {
    private SparkQuery() {}

    /// `FOLDER FILE SQL`, where the SQL calls the file `file`.
    public static void main(String[] arguments) throws IOException {
        try (var spark = Sessions.local(Path.of(arguments[0]))) {
            spark.read().parquet(arguments[1]).createOrReplaceTempView("file");
            var row = spark.sql(arguments[2]).first();
            var values = new ArrayList<String>();
            for (int i = 0; i < row.size(); i++) {
                values.add(String.valueOf(row.get(i)));
            }
            System.out.println("answer " + String.join(" | ", values));
        }
    }
}
