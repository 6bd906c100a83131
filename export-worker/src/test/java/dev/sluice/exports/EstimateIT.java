package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sluice.exports.estimate.ExportAdvice;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportEstimate;
import dev.sluice.model.export.ExportEstimate.Alternative;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExportRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EstimateIT {
    private static ExportRig rig;

    /// Sales as shops have them: seasons, few products, many customers, prices with tails.
    @BeforeAll
    static void start() throws Exception {
        rig =
                new ExportRig()
                        .with(
                                """
                                CREATE TABLE orders AS
                                SELECT g AS id, (g * 7919) % 20011 AS customer,
                                  timestamptz '2024-01-01 00:00+00' + g * interval '97 seconds' AS placed,
                                  (ARRAY['Oats','Apples','Pasta','Coffee','Rice'])[1 + g % 5] AS product,
                                  round((5 + 200 * power(random(), 3))::numeric, 2)::numeric(10,2) AS price,
                                  CASE WHEN g % 11 = 0 THEN NULL ELSE md5((g % 5000)::text) END AS note
                                FROM generate_series(1, 250000) g\
                                """,
                                "ANALYZE orders");
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    private static ExportEstimate estimate(String sql, ExportRequest request) throws Exception {
        var job = rig.run(rig.job(null, new EstimateCall(request, sql)));
        return (ExportEstimate) job.answer();
    }

    private static ExportRequest request(ExportFormat format, Compression compression) {
        return new ExportRequest(null, format, compression, ExportOptions.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "CSV, NONE, true",
        "CSV, ZSTD, false",
        "JSONL, GZIP, false",
        "PARQUET, ZSTD, true",
        "PARQUET, ZSTD, false",
        "ARROW, NONE, false",
        "XLSX, NONE, false"
    })
    void rowsAndBytesOfPlainScansAreWithinAQuarterOfTheTruth(
            ExportFormat format, Compression compression, boolean filtered) throws Exception {
        // an expression that the planner knows nothing about
        var sql = "SELECT * FROM orders" + (filtered ? " WHERE (id * 31) % 100 < 40" : "");
        var request = request(format, compression);
        var estimate = estimate(sql, request);
        var truth = rig.run(rig.job(sql, request)).manifest();
        assertThat(estimate.estimatedRows()).isCloseTo(truth.rowCount(), withinPercentage(25));
        assertThat(estimate.estimatedBytes()).isCloseTo(truth.byteCount(), withinPercentage(25));
        assertThat(estimate.estimatedSeconds()).isBetween(0.1, 60.0);
        assertThat(estimate.formats())
                .doesNotContain(new Alternative(format, compression, estimate.estimatedBytes()));
        assertThat(estimate.formats().size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aLimitBoundsTheEstimate() throws Exception {
        var limited =
                new ExportRequest(
                        null,
                        ExportFormat.CSV,
                        Compression.NONE,
                        ExportOptions.with().rowLimit(100L).build());
        var estimate = estimate("SELECT * FROM orders", limited);
        assertThat(estimate.estimatedRows()).isEqualTo(100);
        assertThat(estimate.estimatedBytes()).isLessThan(20_000);
        assertThat(estimate.advice()).isEmpty();
    }

    @Test
    void anEmptyResultIsAnEmptyFile() throws Exception {
        var estimate =
                estimate(
                        "SELECT id FROM orders WHERE id < 0",
                        request(ExportFormat.CSV, Compression.NONE));
        assertThat(estimate.estimatedRows()).isLessThanOrEqualTo(100);
        assertThat(estimate.estimatedBytes()).isLessThan(1_000);
    }

    @Test
    void whatWouldBeRefusedIsRefused() {
        assertThatThrownBy(() ->
                        estimate("SELECT pg_sleep(1)", request(ExportFormat.CSV, Compression.NONE)))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(
                        () -> estimate("SELECT 1", request(ExportFormat.XLSX, Compression.SNAPPY)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void adviceNamesWhatHelpsMostFirst() {
        var others =
                List.of(
                        new Alternative(ExportFormat.CSV, Compression.ZSTD, 3_000_000_000L),
                        new Alternative(ExportFormat.PARQUET, Compression.ZSTD, 2_000_000_000L));
        assertThat(
                        ExportAdvice.of(
                                request(ExportFormat.CSV, Compression.NONE),
                                80_000_000,
                                9_000_000_000L,
                                Long.MAX_VALUE,
                                others))
                .containsExactly(
                        "As parquet it would be about 4.5 times smaller: 2.0 GB instead of 9.0 GB.",
                        "With compression zstd it would be about 3.0 times smaller: 3.0 GB instead of"
                                + " 9.0 GB.",
                        "It will be one file of about 9.0 GB: with bytes_per_part, such as 1000000000,"
                                + " an export or a download that breaks off goes on behind its"
                                + " finished parts.",
                        "It has about 80,000,000 rows: a WHERE for those that are needed, or fewer"
                                + " columns, saves the most time.");
        assertThat(
                        ExportAdvice.of(
                                request(ExportFormat.XLSX, Compression.NONE),
                                2_000_000,
                                50_000_000,
                                1_048_575,
                                List.of()))
                .singleElement()
                .asString()
                .startsWith(
                        "A sheet of XLSX holds 1,048,575 rows and the result has about 2,000,000");
    }
}
