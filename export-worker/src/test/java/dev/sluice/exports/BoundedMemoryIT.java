package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A worker whose heap is a fraction of what it exports.
@Timeout(150)
class BoundedMemoryIT {
    private static final int ROWS = 200_000;
    private static final String HEAP = "128m";

    @TempDir private Path folder = Path.of("");

    @Test
    @Tag("long")
    void rowsFarLargerThanTheHeapPassThroughIt() throws Exception {
        try (var gateway = new GatewayHalf()) {
            // random bytes: no compression makes them small
            gateway.with(
                    "CREATE EXTENSION pgcrypto",
                    "CREATE UNLOGGED TABLE noise AS SELECT g AS id, gen_random_bytes(1000) AS bytes"
                            + " FROM generate_series(1, %d) g".formatted(ROWS));
            var settings = new HashMap<>(gateway.workerSettings());
            settings.put("sluice.export.slots", "1");
            settings.put("sluice.export.row-group-size", "8MB");
            try (var worker = WorkerProcess.start(HEAP, settings)) {
                var exports = new ProcessExports(gateway, worker, folder, Duration.ofSeconds(120));
                var csv = exports.submit("SELECT * FROM noise", ExportFormat.CSV, Compression.NONE);
                var parquet =
                        exports.submit(
                                "SELECT * FROM noise", ExportFormat.PARQUET, Compression.ZSTD);

                var sums = "count(*) || ' ' || sum(id) || ' ' || sum(%s)";
                var expected =
                        gateway.query(
                                "SELECT " + sums.formatted("get_byte(bytes, 7)") + " FROM noise");
                var text = exports.finished(csv, ROWS);
                assertThat(text.bytes()).isGreaterThan(400_000_000);
                var seventh = "('0x' || substr(bytes, 17, 2))::BIGINT"; // after \x and seven bytes
                assertThat(exports.ask("SELECT " + sums.formatted(seventh) + " FROM file", text))
                        .isEqualTo(expected);
                var columns = exports.finished(parquet, ROWS);
                assertThat(columns.bytes()).isGreaterThan(200_000_000);
                var binary = "('0x' || substr(hex(bytes), 15, 2))::BIGINT";
                assertThat(exports.ask("SELECT " + sums.formatted(binary) + " FROM file", columns))
                        .isEqualTo(expected);
                exports.report(HEAP, ROWS);
            }
        }
    }
}
