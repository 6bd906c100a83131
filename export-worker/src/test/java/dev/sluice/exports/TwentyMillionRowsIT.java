package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rows as wide as TPC-H's `lineitem`, made inside the server; some 10 GB of disk.
@Tag("long")
@Timeout(1800)
class TwentyMillionRowsIT {
    private static final long ROWS = Long.getLong("sluice.test.rows", 20_000_000);
    private static final String HEAP = "512m";

    /// Every column has a part in it, and no order. The casts are for CSV, whose reader guesses types.
    private static final String SUMS =
            "count(*) || ' ' || sum(l_orderkey) || ' ' || sum(l_partkey) || ' ' || sum(l_suppkey)"
                    + " || ' ' || sum(l_linenumber) || ' ' || sum(l_quantity::decimal(15,2))"
                    + " || ' ' || sum(l_extendedprice::decimal(15,2)) || ' ' || sum(l_discount::decimal(15,2))"
                    + " || ' ' || sum(l_tax::decimal(15,2)) || ' ' || min(l_shipdate) || ' ' || max(l_commitdate)"
                    + " || ' ' || max(l_receiptdate) || ' ' || sum(length(l_shipinstruct))"
                    + " || ' ' || sum(length(l_shipmode)) || ' ' || sum(length(l_comment))"
                    + " || ' ' || count(DISTINCT l_returnflag || l_linestatus)";

    private static final String LINEITEM =
            """
            CREATE UNLOGGED TABLE lineitem (
              l_orderkey bigint NOT NULL, l_partkey integer NOT NULL, l_suppkey integer NOT NULL,
              l_linenumber integer NOT NULL, l_quantity numeric(15,2) NOT NULL,
              l_extendedprice numeric(15,2) NOT NULL, l_discount numeric(15,2) NOT NULL,
              l_tax numeric(15,2) NOT NULL, l_returnflag char(1) NOT NULL,
              l_linestatus char(1) NOT NULL, l_shipdate date NOT NULL, l_commitdate date NOT NULL,
              l_receiptdate date NOT NULL, l_shipinstruct varchar(25) NOT NULL,
              l_shipmode varchar(10) NOT NULL, l_comment varchar(44) NOT NULL)\
            """;

    private static final String ROWS_OF_LINEITEM =
            """
            INSERT INTO lineitem
            SELECT g / 4 * 4 + 1, g * 7919 %% 660000 + 1, g * 104729 %% 33000 + 1, g %% 7 + 1,
              g %% 50 + 1, (g * 6151 %% 10404950 + 90000) / 100.0, g %% 11 / 100.0, g %% 9 / 100.0,
              substr('ANR', (g %% 3)::int + 1, 1), substr('FO', (g / 3 %% 2)::int + 1, 1),
              date '1992-01-02' + (g * 31 %% 2526)::int, date '1992-01-31' + (g * 37 %% 2466)::int,
              date '1992-01-04' + (g * 41 %% 2555)::int,
              (ARRAY['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN'])[g %% 4 + 1],
              (ARRAY['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB'])[g %% 7 + 1],
              substr(md5(g::text) || md5((g + 1)::text), 1, (g %% 34)::int + 10)
            FROM generate_series(1::bigint, %d) g\
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void aHeapOfHalfAGigabyteCarriesThemAsCsvAndAsParquet() throws Exception {
        try (var gateway = new GatewayHalf()) {
            gateway.with(LINEITEM, ROWS_OF_LINEITEM.formatted(ROWS), "VACUUM ANALYZE lineitem");
            var expected = gateway.query("SELECT " + SUMS + " FROM lineitem");
            try (var worker = WorkerProcess.start(HEAP, gateway.workerSettings())) {
                var exports = new ProcessExports(gateway, worker, folder, Duration.ofMinutes(10));
                check(exports, ExportFormat.CSV, Compression.NONE, expected);
                check(exports, ExportFormat.PARQUET, Compression.ZSTD, expected);
                exports.report(HEAP, ROWS);
            }
        }
    }

    private static void check(
            ProcessExports exports, ExportFormat format, Compression compression, String expected)
            throws Exception {
        var job = exports.submit("SELECT * FROM lineitem", format, compression);
        var file = exports.finished(job, ROWS);
        assertThat(exports.ask("SELECT " + SUMS + " FROM file", file)).isEqualTo(expected);
        Files.delete(file.path());
    }
}
