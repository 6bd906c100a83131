package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import dev.sluice.model.job.Cancellation;
import dev.sluice.sources.guard.TrustedSql;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The JSON shape of every type's values.
@Timeout(60)
class QueryValuesIT {
    private static final TestSource SOURCE =
            TestSource.create().run("CREATE TYPE mood AS ENUM ('glad', 'sad')");
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void numbersAreExact() {
        assertThat(
                        row(
                                "SELECT 7::int2, 2147483647, 9223372036854775807, 12.3400::numeric,"
                                        + " 123456789012345678901234567890.123456789,"
                                        + " 'NaN'::numeric, 'Infinity'::numeric, 0.1::float4, 0.1::float8,"
                                        + " 'NaN'::float8, '-Infinity'::float4, 1e300::float8, 5::oid"))
                .isEqualTo(
                        Arrays.asList(
                                7,
                                2147483647,
                                9223372036854775807L,
                                new BigDecimal("12.3400"),
                                new BigDecimal("123456789012345678901234567890.123456789"),
                                "NaN",
                                "Infinity",
                                0.1,
                                0.1,
                                "NaN",
                                "-Infinity",
                                1e300,
                                5L));
    }

    @Test
    void timesAreIso8601InUtc() {
        assertThat(
                        row(
                                "SELECT '2024-01-02'::date, '0044-03-15 BC'::date, 'infinity'::date,"
                                        + " '2024-01-02 03:04:05.5'::timestamp,"
                                        + " '2024-01-02 03:04:05.123456+02'::timestamptz,"
                                        + " '-infinity'::timestamptz, '03:04:05'::time,"
                                        + " '03:04:05+05:30'::timetz, '1 day 02:00'::interval"))
                .isEqualTo(
                        List.of(
                                "2024-01-02",
                                "-0043-03-15",
                                "infinity",
                                "2024-01-02T03:04:05.5",
                                "2024-01-02T01:04:05.123456Z",
                                "-infinity",
                                "03:04:05",
                                "03:04:05+05:30",
                                "1 day 02:00:00"));
    }

    @Test
    void otherValuesKeepTheirShape() {
        assertThat(
                        row(
                                "SELECT true, NULL::bool, ''::text, NULL::text, '\\xdeadbeef'::bytea,"
                                        + " '{\"b\": [1, 2.50, null]}'::jsonb, '[]'::json, '{1,NULL,3}'::int[],"
                                        + " '{{a,\"b,c\"},{d,\"\"}}'::text[], '{2024-01-02}'::date[], 'glad'::public.mood,"
                                        + " '{sad}'::public.mood[], '10.0.0.1'::inet, ROW(1, 'x'), '(1,2)'::point,"
                                        + " 'é😀'::varchar, '7d93e9c0-33f6-4e5a-8f0c-9a5a3f2f0f61'::uuid"))
                .isEqualTo(
                        Arrays.asList(
                                true,
                                null,
                                "",
                                null,
                                "\\xdeadbeef",
                                Map.of("b", Arrays.asList(1, new BigDecimal("2.50"), null)),
                                List.of(),
                                Arrays.asList(1, null, 3),
                                List.of(List.of("a", "b,c"), List.of("d", "")),
                                List.of("2024-01-02"),
                                "glad",
                                List.of("sad"),
                                "10.0.0.1",
                                "(1,x)",
                                "(1,2)",
                                "é😀",
                                "7d93e9c0-33f6-4e5a-8f0c-9a5a3f2f0f61"));
        assertThat(Json.write(row("SELECT 1.50, '{\"a\": 12345678901234567890.10}'::json")))
                .isEqualTo("[1.50,{\"a\":12345678901234567890.10}]");
    }

    private static List<@Nullable Object> row(String sql) {
        return SOURCES.query(
                        SOURCE.connection(),
                        TrustedSql.of(sql),
                        1,
                        Duration.ofSeconds(30),
                        Cancellation.NEVER)
                .rows()
                .getFirst();
    }
}
