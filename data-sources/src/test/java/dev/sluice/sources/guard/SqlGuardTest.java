package dev.sluice.sources.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.catalog.Catalog.Column;
import dev.sluice.sources.catalog.Catalog.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlGuardTest {
    private final SqlGuard guard = new SqlGuard();
    private final Catalog retail = RetailCorpus.catalog();

    @Test
    void qualifiesRelationsAndSaysWhatIsRead() {
        var guarded =
                guard.judge(
                        retail,
                        "with s as (select * from Stores) select s.city, o.* from s join public.orders o using"
                                + " (store_id)");

        assertThat(guarded.sql())
                .isEqualTo(
                        "WITH s AS (SELECT * FROM public.stores) SELECT s.city, o.* FROM s JOIN public.orders"
                                + " AS o USING (store_id)");
        assertThat(guarded.tables()).containsExactly("public.stores", "public.orders");
        assertThat(guarded.statementKind()).isEqualTo("select");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | select",
                "WITH a AS (SELECT 1) SELECT * FROM a | select",
                "(SELECT 1) UNION SELECT 2 | select",
                "VALUES (1) | values",
                "TABLE stores; | table"
            })
    void namesTheKindOfStatement(String sql, String kind) {
        assertThat(guard.judge(retail, sql).statementKind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "-- nothing", "/* nothing */ ;"})
    void noStatementIsAWrongValue(String sql) {
        var refused = catchThrowableOfType(ProblemException.class, () -> guard.judge(retail, sql));

        assertThat(refused.problem().code()).isEqualTo("validation_failed");
        assertThat(refused.problem().errors())
                .containsExactly(new FieldError("/sql", "holds no statement"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM order",
                "SELECT group FROM stores",
                "SELECT * FROM stores JOIN group USING (id)",
                "SELECT * FROM check",
                "SELECT * FROM column c",
                "SELECT * FROM stores, order"
            })
    void reservedWordsAreNoNames(String sql) {
        var refused = catchThrowableOfType(ProblemException.class, () -> guard.judge(retail, sql));

        assertThat(refused.problem().code()).isEqualTo("invalid_sql");
        assertThat(refused.problem().sqlstate()).isEqualTo("42601");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY store_id) FROM stores",
                "SELECT extract(year FROM (CASE WHEN true THEN now() END))",
                "SELECT count(*) OVER (ORDER BY store_id ROWS 1 PRECEDING EXCLUDE GROUP) FROM stores",
                "SELECT 1 AS order ORDER BY 1",
                "SELECT 1 AS \"group\" GROUP BY 1"
            })
    void reservedWordsAreSyntaxWhereTheyBelong(String sql) {
        assertThat(guard.judge(retail, sql).statementKind()).isEqualTo("select");
    }

    @Test
    void looksUnqualifiedNamesUpInTheDefaultSchemasInOrder() {
        var catalog =
                new Catalog(
                        Instant.EPOCH,
                        List.of("Sales", "public"),
                        List.of(
                                table("Sales", "Order Lines"),
                                table("other", "items"),
                                table("public", "Order Lines"),
                                table("public", "select")));

        assertThat(guard.judge(catalog, "SELECT x.id FROM \"Order Lines\" x, \"select\"").sql())
                .isEqualTo("SELECT x.id FROM \"Sales\".\"Order Lines\" AS x, public.\"select\"");
        assertThat(guard.judge(catalog, "TABLE other.items").sql()).isEqualTo("TABLE other.items");
        assertThat(problem(catalog, "TABLE items").suggestions()).contains("other.items");
    }

    @Test
    void suggestsTheNearestTable() {
        var problem = problem(retail, "SELECT * FROM sale_data WHERE x = 1");

        assertThat(problem.code()).isEqualTo("unknown_table");
        assertThat(problem.suggestions()).first().isEqualTo("sales_data");
        assertThat(problem.position()).isEqualTo(15);
    }

    @Test
    void givesOneAnswerForAbsentAndForbiddenTables() {
        var forbidden = problem(retail, "SELECT * FROM internal.tenant_secrets");
        var absent = problem(retail, "SELECT * FROM internal.never_existed");

        assertThat(forbidden.code()).isEqualTo(absent.code()).isEqualTo("unknown_table");
        assertThat(forbidden.suggestions()).isEqualTo(absent.suggestions());
    }

    @Test
    void suggestsTheNearestColumnOfAKnownTable() {
        var problem = problem(retail, "SELECT p.prodct_name FROM products p");

        assertThat(problem.code()).isEqualTo("unknown_column");
        assertThat(problem.suggestions()).first().isEqualTo("product_name");
    }

    @Test
    void speaksOfSafetyBeforeNames() {
        assertThat(problem(retail, "SELECT s.nope, pg_sleep(1) FROM nowhere, stores s").code())
                .isEqualTo("unsafe_sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", ";", "-- nothing", "/* nothing */ ;;"})
    void asksForAStatement(String sql) {
        assertThat(problem(retail, sql).code()).isEqualTo("validation_failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELCT 1 | 1",
                "SELECT 1 FROM | 10",
                "SELECT * FROM stores WHERE WHERE zone = 1 | 22",
                "SELECT (1 | 9",
                "SELECT 1) | 9",
                "SELECT 'a | 8",
                "SELECT 'ü', 'ö' FROM stores WHERE zone = = 1 | 42",
                "SELECT CASE WHEN true THEN 1 FROM stores | 30"
            })
    void saysWhereTextCannotBeParsed(String sql, int position) {
        var problem = problem(retail, sql);

        assertThat(problem.code()).as(problem.detail()).isEqualTo("invalid_sql");
        assertThat(problem.sqlstate()).isEqualTo("42601");
        assertThat(problem.position()).as(problem.detail()).isEqualTo(position);
    }

    @Test
    void pointsAtWhatIsRefused() {
        var problem = problem(retail, "SELECT 'ü' || city,\n  pg_sleep(1) FROM stores");

        assertThat(problem.position()).isEqualTo(23);
        assertThat(problem.detail()).contains("pg_sleep");
    }

    @Test
    void judgesItsOwnOutputTheSame() {
        for (var file : List.of("own-legit.sql", "legit.jsonl")) {
            var queries =
                    file.endsWith("sql") ? RetailCorpus.lines(file) : RetailCorpus.statements(file);
            queries.forEach(query -> {
                var once = guard.judge(retail, query.sql());
                var twice = guard.judge(retail, once.sql());
                assertThat(twice.sql()).isEqualTo(once.sql());
                assertThat(twice.tables()).isEqualTo(once.tables());
            });
        }
    }

    @Test
    void survivesStatementsMadeToExhaustIt() {
        var statements =
                List.of(
                        "SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000),
                        "SELECT " + "NOT ".repeat(40_000) + "true",
                        "SELECT " + "upper(".repeat(30_000) + "'a'" + ")".repeat(30_000),
                        "SELECT a" + ".a".repeat(50_000),
                        "SELECT "
                                + "CASE WHEN true THEN ".repeat(9_000)
                                + "1"
                                + " END".repeat(9_000),
                        "(".repeat(150_000),
                        "SELECT " + ",".repeat(150_000),
                        "SELECT " + "1 + ".repeat(40_000),
                        "x".repeat(250_000));
        for (var sql : statements) {
            assertThat(problem(retail, sql).code())
                    .isIn("unsafe_sql", "invalid_sql", "validation_failed");
        }
    }

    @Test
    void letsLongPlainStatementsThrough() {
        var values =
                IntStream.range(0, 15_000)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(","));
        var ors =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "zone = " + i)
                        .collect(Collectors.joining(" OR "));
        long start = System.nanoTime();

        assertThat(guard.judge(retail, "SELECT 1 FROM stores WHERE zone IN (" + values + ")").sql())
                .hasSizeGreaterThan(80_000);
        assertThat(guard.judge(retail, "SELECT 1 FROM stores WHERE " + ors).sql()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private Problem problem(Catalog catalog, String sql) {
        var problem = catchThrowableOfType(ProblemException.class, () -> guard.judge(catalog, sql));
        assertThat(problem).as(sql).isNotNull();
        return problem.problem();
    }

    private static Table table(String schema, String name) {
        return new Table(
                schema,
                name,
                "table",
                null,
                null,
                List.of(new Column("id", "int4", false, null, null, List.of())),
                List.of("id"),
                List.of());
    }
}
