package dev.sluice.sources.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScanTest {
    @Test
    void columnsAndFilterOverOneRelationAreTakenApart() {
        assertThat(scan("SELECT a, b + 1 AS c FROM public.t AS x WHERE x.a > 1 OR b IN (1, 2)"))
                .contains(
                        new PlainScan(
                                "SELECT a, b + 1 AS c",
                                "public",
                                "t",
                                "x",
                                "x.a > 1 OR b IN (1, 2)",
                                true));
        assertThat(scan("TABLE \"My Schema\".\"Order\"\"s\""))
                .contains(new PlainScan("SELECT *", "My Schema", "Order\"s", null, null, true));
        assertThat(scan("SELECT FROM public.t"))
                .contains(new PlainScan("SELECT", "public", "t", null, null, true));
        assertThat(scan("SELECT '😀 FROM x' AS \"from\", e'a\\'b' FROM public.t WHERE a = ')'"))
                .contains(
                        new PlainScan(
                                "SELECT '😀 FROM x' AS \"from\", e'a\\'b'",
                                "public",
                                "t",
                                null,
                                "a = ')'",
                                true));
    }

    @Test
    void fromIsFoundBehindOtherFroms() {
        assertThat(
                        scan("SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM 1,"
                                        + " EXTRACT(year FROM d), substring(s FROM 1 FOR 2)"
                                        + " FROM public.t")
                                .map(PlainScan::head))
                .contains(
                        "SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM 1,"
                                + " EXTRACT(year FROM d), substring(s FROM 1 FOR 2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "VALUES (1)",
                "WITH q AS (SELECT 1) SELECT * FROM q",
                "SELECT * FROM q",
                "SELECT DISTINCT a FROM public.t",
                "SELECT DISTINCT ON (a) a FROM public.t",
                "SELECT * FROM public.t, public.u",
                "SELECT * FROM public.t JOIN public.u USING (a)",
                "SELECT * FROM public.t AS x (a, b)",
                "SELECT * FROM (SELECT * FROM public.t) AS q",
                "SELECT * FROM generate_series(1, 2)",
                "SELECT a FROM public.t GROUP BY a",
                "SELECT a FROM public.t WHERE a > 1 GROUP BY a",
                "SELECT 1 FROM public.t HAVING true",
                "SELECT a FROM public.t ORDER BY a",
                "SELECT a FROM public.t WHERE a > 1 ORDER BY a",
                "SELECT a FROM public.t LIMIT 1",
                "SELECT a FROM public.t WHERE true LIMIT 1",
                "SELECT a FROM public.t OFFSET 1",
                "SELECT a FROM public.t FETCH FIRST 1 ROW ONLY",
                "SELECT a FROM public.t UNION ALL SELECT a FROM public.u",
                "SELECT a FROM public.t WHERE true EXCEPT SELECT a FROM public.u",
                "SELECT sum(a) OVER w FROM public.t WINDOW w AS (ORDER BY a)",
                "(SELECT a FROM public.t)",
                "SELECT a FROM public.t TABLESAMPLE SYSTEM (1)",
                "SELECT a FROM ONLY public.t",
            })
    void anythingElseIsNoPlainScan(String sql) {
        assertThat(scan(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM public.t WHERE d > now()",
                "SELECT a FROM public.t WHERE d > CURRENT_DATE - 7",
                "SELECT a, random() FROM public.t",
                "SELECT a, gen_random_uuid() FROM public.t",
                "SELECT a FROM public.t WHERE d > 'Yesterday'::date",
                "SELECT a FROM public.t WHERE d > timestamp 'today 12:00'",
            })
    void whatEachSessionWouldReadDifferentlyIsNotSteady(String sql) {
        assertThat(scan(sql).orElseThrow().steady()).isFalse();
    }

    private static Optional<PlainScan> scan(String sql) {
        return PlainScan.of(sql);
    }
}
