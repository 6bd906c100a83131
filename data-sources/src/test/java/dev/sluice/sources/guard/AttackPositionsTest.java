package dev.sluice.sources.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// An attack is refused wherever in a statement it stands.
class AttackPositionsTest {
    private static final List<String> ATTACKS =
            List.of(
                    "pg_sleep(1)",
                    "pg_catalog.pg_sleep(1)",
                    "\"pg_sleep\"(1)",
                    "pg_sleep/**/(1)",
                    "restock('1')",
                    "public.restock('1')",
                    "upper(pg_read_file('x'))",
                    "(SELECT 1 FROM pg_authid LIMIT 1)",
                    "(WITH x AS (DELETE FROM stores RETURNING 1) SELECT 1 FROM x)",
                    "(SELECT 1 FROM stores FOR UPDATE)",
                    "'stores'::regclass",
                    "CAST('stores' AS regclass)",
                    "regclass 'stores'",
                    "(1 OPERATOR(pg_catalog.+) 1)",
                    "('a' <#~> 1)",
                    "current_user",
                    "ARRAY[nextval('order_no_seq')]",
                    "(SELECT * FROM LATERAL pg_ls_dir('.') x LIMIT 1)",
                    "set_config('a', 'b', true)",
                    "touched(s)");

    @SuppressWarnings("unused")
    static final List<String> POSITIONS =
            List.of(
                    "SELECT %s FROM stores s",
                    "SELECT DISTINCT ON (%s) 1 FROM stores s",
                    "SELECT 1 AS a, (%s) AS b FROM stores s",
                    "SELECT 1 FROM stores s WHERE %s IS NULL",
                    "SELECT 1 FROM stores s WHERE zone = 1 OR NOT (%s IS NOT NULL)",
                    "SELECT 1 FROM stores s GROUP BY %s",
                    "SELECT 1 FROM stores s GROUP BY ROLLUP (%s)",
                    "SELECT 1 FROM stores s GROUP BY GROUPING SETS ((zone, %s), ())",
                    "SELECT 1 FROM stores s GROUP BY zone HAVING %s IS NULL",
                    "SELECT 1 FROM stores s ORDER BY %s",
                    "SELECT 1 FROM stores s ORDER BY zone, %s DESC NULLS LAST",
                    "SELECT 1 FROM stores s LIMIT %s",
                    "SELECT 1 FROM stores s LIMIT 5 OFFSET %s",
                    "SELECT 1 FROM stores s JOIN orders o ON %s IS NULL",
                    "SELECT 1 FROM (stores s LEFT JOIN orders o ON %s IS NULL) JOIN events e ON true",
                    "VALUES (1), (%s)",
                    "SELECT * FROM (VALUES (1, %s)) v(a, b), stores s",
                    "SELECT 1 FROM stores s, LATERAL (SELECT %s AS x) l",
                    "SELECT 1 FROM stores s, LATERAL unnest(ARRAY[%s]) l",
                    "SELECT 1 FROM stores s, generate_series(1, (%s)::int) g",
                    "SELECT row_number() OVER (PARTITION BY %s) FROM stores s",
                    "SELECT row_number() OVER (PARTITION BY zone ORDER BY %s) FROM stores s",
                    "SELECT row_number() OVER w FROM stores s WINDOW w AS (ORDER BY %s)",
                    "SELECT sum(zone) OVER (ORDER BY zone ROWS BETWEEN %s PRECEDING AND CURRENT ROW) FROM"
                            + " stores s",
                    "SELECT count(*) FILTER (WHERE %s IS NULL) FROM stores s",
                    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY %s) FROM stores s",
                    "SELECT string_agg(city, ',' ORDER BY %s) FROM stores s",
                    "SELECT count(DISTINCT %s) FROM stores s",
                    "SELECT CASE WHEN %s IS NULL THEN 1 END FROM stores s",
                    "SELECT CASE zone WHEN 1 THEN %s ELSE NULL END FROM stores s",
                    "SELECT CASE WHEN true THEN NULL ELSE %s END FROM stores s",
                    "SELECT ARRAY[NULL, %s] FROM stores s",
                    "SELECT ARRAY(SELECT %s) FROM stores s",
                    "SELECT (ARRAY[1, 2])[%s] FROM stores s",
                    "SELECT tags[1:%s] FROM products s",
                    "SELECT 1 FROM stores s WHERE zone IN (1, %s)",
                    "SELECT 1 FROM stores s WHERE zone = ANY (ARRAY[%s])",
                    "SELECT 1 FROM stores s WHERE zone = ANY (SELECT %s)",
                    "SELECT 1 FROM stores s WHERE (zone, 1) = (%s, 1)",
                    "SELECT 1 FROM stores s WHERE zone BETWEEN 1 AND %s",
                    "SELECT 1 FROM stores s WHERE EXISTS (SELECT 1 WHERE %s IS NULL)",
                    "SELECT 1 FROM stores s WHERE city LIKE %s",
                    "SELECT 1 FROM stores s WHERE city LIKE 'a' ESCAPE %s",
                    "SELECT 1 FROM stores s WHERE zone IS DISTINCT FROM %s",
                    "SELECT coalesce(NULL, %s) FROM stores s",
                    "SELECT extract(epoch FROM %s) FROM stores s",
                    "SELECT substring('abc' FROM %s FOR 2) FROM stores s",
                    "SELECT trim(both 'x' from %s) FROM stores s",
                    "SELECT position('b' in %s) FROM stores s",
                    "SELECT make_interval(days => %s) FROM stores s",
                    "SELECT concat(VARIADIC %s) FROM stores s",
                    "SELECT (%s)::text FROM stores s",
                    "SELECT CAST(%s AS text) FROM stores s",
                    "SELECT - (%s) FROM stores s",
                    "SELECT now() AT TIME ZONE %s FROM stores s",
                    "SELECT ROW(1, %s) FROM stores s",
                    "SELECT payload -> %s FROM events s",
                    "WITH c AS (SELECT %s FROM stores s) SELECT * FROM c",
                    "WITH c AS MATERIALIZED (SELECT %s FROM stores s) SELECT 1",
                    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c, stores s WHERE %s IS"
                            + " NULL) SELECT 1",
                    "SELECT 1 UNION ALL SELECT %s FROM stores s",
                    "(SELECT 1) EXCEPT (SELECT %s FROM stores s)",
                    "SELECT (SELECT (SELECT %s FROM stores s))",
                    "SELECT 1 FROM (SELECT %s FROM stores s) q",
                    "SELECT 1 FROM nowhere s WHERE %s IS NULL");

    private final SqlGuard guard = new SqlGuard();

    @ParameterizedTest
    @FieldSource("POSITIONS")
    void isRefusedEverywhere(String position) {
        for (var attack : ATTACKS) {
            var sql = position.formatted(attack);
            var problem =
                    catchThrowableOfType(
                            ProblemException.class, () -> guard.judge(RetailCorpus.catalog(), sql));

            assertThat(problem).as(sql).isNotNull();
            assertThat(problem.problem().code()).as(sql + ": " + problem).isEqualTo("unsafe_sql");
        }
    }
}
