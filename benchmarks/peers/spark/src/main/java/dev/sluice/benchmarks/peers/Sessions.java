package dev.sluice.benchmarks.peers;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

final class Sessions {
    private Sessions() {}

    /// Two threads in this process; nothing listens, nothing is kept.
    static SparkSession local(Path folder) {
        return SparkSession.builder()
                .master("local[2]")
                .appName("benchmark")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", folder.resolve("spark-local").toString())
                .config("spark.sql.warehouse.dir", folder.resolve("spark-warehouse").toString())
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }
}
