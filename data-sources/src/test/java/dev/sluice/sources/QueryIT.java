package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.guard.TrustedSql;
import dev.sluice.sources.reading.QueryResult;
import dev.sluice.sources.reading.ResultColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueryIT {
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            "CREATE TABLE sales (id int PRIMARY KEY, amount numeric(10,2) NOT NULL,"
                                    + " note text, doc jsonb)",
                            "INSERT INTO sales SELECT i, i * 1.5, CASE WHEN i % 2 = 0 THEN '' END,"
                                    + " '{\"a\": 1}' FROM generate_series(1, 100) i");
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void rowsAreCutAtTheLimitAndSaidToBe() {
        var result = query("SELECT id FROM public.sales ORDER BY id DESC", 10);
        assertThat(result.rows()).hasSize(10);
        assertThat(result.rows().getFirst()).containsExactly(100);
        assertThat(result.rows().getLast()).containsExactly(91);
        assertThat(result.truncated()).isTrue();
        assertThat(query("SELECT id FROM public.sales", 100).truncated()).isFalse();
        assertThat(result.asOf())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
    }

    @Test
    void columnsTellTypeOriginAndWhetherNullCanBe() {
        var result =
                query("SELECT id, amount, note, id + 1 AS next, amount AS id FROM public.sales", 1);
        assertThat(result.columns())
                .containsExactly(
                        new ResultColumn("id", "int4", 23, -1, false),
                        new ResultColumn("amount", "numeric", 1700, ((10 << 16) | 2) + 4, false),
                        new ResultColumn("note", "text", 25, -1, true),
                        new ResultColumn("next", "int4", 23, -1, true),
                        new ResultColumn("id", "numeric", 1700, ((10 << 16) | 2) + 4, false));
        assertThat(
                        query(
                                "SELECT b.id FROM public.sales a LEFT JOIN public.sales b ON b.id = -a.id",
                                1))
                .satisfies(r -> assertThat(r.columns().getFirst().nullable()).isTrue());
        assertThat(query("SELECT id FROM public.sales GROUP BY ROLLUP (id)", 1))
                .satisfies(r -> assertThat(r.columns().getFirst().nullable()).isTrue());
    }

    @Test
    void aNotNullThatChildrenOrUnvalidatedRowsBreakIsNotBelieved() {
        var source =
                TestSource.create()
                        .run(
                                "CREATE TABLE parent (id int NOT NULL)",
                                "CREATE TABLE child () INHERITS (parent)");
        var result =
                SOURCES.query(
                        source.connection(),
                        TrustedSql.of("SELECT id FROM public.parent"),
                        1,
                        LIMIT,
                        Cancellation.NEVER);
        assertThat(result.columns().getFirst().nullable()).isTrue();
    }

    @Test
    void everyQueryFormRuns() {
        assertThat(query("VALUES (1), (2)", 10).rows()).hasSize(2);
        assertThat(query("TABLE public.sales", 10).rows()).hasSize(10);
        assertThat(query("WITH x AS (SELECT 1 AS a) SELECT a, a FROM x", 10).columns())
                .extracting(ResultColumn::name)
                .containsExactly("a", "a");
        assertThat(query("SELECT FROM public.sales", 3).rows()).hasSize(3);
        assertThat(query("SELECT 'a;b{fn now()}?' AS \"x;?\", '{\"k\":1}'::jsonb ? 'k'", 1).rows())
                .containsExactly(List.of("a;b{fn now()}?", true));
    }

    @Test
    void aSecondStatementCannotFollow() {
        var problem =
                problem(() ->
                        query("SELECT 1) q; DROP TABLE public.sales; SELECT * FROM (SELECT 2", 1));
        assertThat(problem.code()).isIn("unsafe_sql", "invalid_sql");
        assertThat(SOURCE.ask("SELECT count(*) FROM sales")).containsExactly("100");
    }

    @Test
    void nothingIsWrittenEvenByASuperuser() {
        SOURCE.run(
                "CREATE OR REPLACE FUNCTION public.sneak() RETURNS int LANGUAGE sql AS"
                        + " 'DELETE FROM public.sales RETURNING 1'");
        assertThat(problem(() -> query("SELECT public.sneak()", 1)).code()).isEqualTo("unsafe_sql");
        assertThat(SOURCE.ask("SELECT count(*) FROM sales")).containsExactly("100");
    }

    @Test
    void sessionsArePinned() {
        assertThat(
                        row(
                                "SELECT current_setting('search_path'), current_setting('transaction_read_only'),"
                                        + " current_setting('TimeZone'), current_setting('DateStyle'),"
                                        + " current_setting('statement_timeout'), current_setting('lock_timeout')"))
                .isEqualTo(List.of("pg_catalog, pg_temp", "on", "UTC", "ISO, MDY", "30s", "5s"));
        assertThat(problem(() -> query("SELECT * FROM sales", 1)).code())
                .isEqualTo("unknown_table");
    }

    @Test
    void explainTellsRowsAndCost() {
        SOURCE.run("ANALYZE sales");
        var plan =
                SOURCES.explain(
                        SOURCE.connection(), TrustedSql.of("SELECT * FROM public.sales"), LIMIT);
        assertThat(plan.estimatedRows()).isEqualTo(100);
        assertThat(plan.estimatedCost()).isPositive();
    }

    @Test
    void aWrongColumnHasTheNearestNames() {
        SOURCES.catalog(SOURCE.connection());
        var sql = "SELECT s.id, s.amuont FROM public.sales AS s";
        var problem =
                problem(() ->
                        SOURCES.explain(
                                SOURCE.connection(), TrustedSql.of(sql, "public.sales"), LIMIT));
        assertThat(problem.code()).isEqualTo("unknown_column");
        assertThat(problem.sqlstate()).isEqualTo("42703");
        assertThat(problem.suggestions()).containsExactly("amount");
        assertThat(problem.position()).isEqualTo(sql.indexOf("s.amuont") + 1);
        assertThat(problem.detail()).contains("amuont");
        assertThat(
                        problem(() ->
                                        query(
                                                "SELECT amount FROM public.sales WHERE \"no te\" = 1",
                                                1))
                                .code())
                .isEqualTo("unknown_column");
    }

    @Test
    void otherErrorsComeInTheDatabasesWords() {
        var problem =
                problem(() ->
                        SOURCES.explain(
                                SOURCE.connection(),
                                TrustedSql.of("SELECT note + 1 FROM public.sales"),
                                LIMIT));
        assertThat(problem.code()).isEqualTo("invalid_sql");
        assertThat(problem.sqlstate()).isEqualTo("42883");
        assertThat(problem.detail()).contains("operator does not exist");
        assertThat(problem.position()).isEqualTo(13);
        assertThat(problem(() -> query("SELECT 1 / (id - 1) FROM public.sales", 5)).sqlstate())
                .isEqualTo("22012");
    }

    @Test
    void aStatementThatTakesTooLongIsEndedAndTheConnectionLives() {
        var problem =
                problem(() ->
                        SOURCES.query(
                                SOURCE.connection(),
                                TrustedSql.of("SELECT pg_sleep(20)"),
                                1,
                                Duration.ofMillis(300),
                                Cancellation.NEVER));
        assertThat(problem.code()).isEqualTo("timed_out");
        assertThat(query("SELECT 1", 1).rows()).containsExactly(List.of(1));
    }

    @Test
    void aLockedTableIsWaitedForBriefly() throws Exception {
        try (var other = SOURCE.open();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE sales IN ACCESS EXCLUSIVE MODE");
            var problem =
                    problem(() ->
                            SOURCES.explain(
                                    SOURCE.connection(),
                                    TrustedSql.of("SELECT id FROM public.sales"),
                                    Duration.ofMillis(500)));
            assertThat(problem.code()).isEqualTo("timed_out");
        }
    }

    @Test
    void aTableThatIsBeingRewrittenIsNeverSeenEmpty() throws Exception {
        var source = TestSource.create().run("CREATE TABLE t AS SELECT 1::int AS a");
        try (var other = source.open();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("ALTER TABLE t ALTER a TYPE bigint");
            var rows =
                    CompletableFuture.supplyAsync(() ->
                            SOURCES.query(
                                            source.connection(),
                                            TrustedSql.of("SELECT a FROM public.t"),
                                            5,
                                            LIMIT,
                                            Cancellation.NEVER)
                                    .rows());
            Awaitility.await()
                    .until(() -> !source.ask("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty());
            other.commit();
            assertThat(rows.get()).containsExactly(List.of(1L));
        }
    }

    @Test
    void cancellationReachesTheStatementWithinASecond() throws Exception {
        var cancellation = new TestCancellation();
        var running =
                CompletableFuture.supplyAsync(() ->
                        SOURCES.query(
                                SOURCE.connection(),
                                TrustedSql.of("SELECT pg_sleep(30), 'cancelme'"),
                                1,
                                LIMIT,
                                cancellation));
        Awaitility.await()
                .until(() -> SOURCE.backends().stream().anyMatch(q -> q.contains("cancelme")));
        long started = System.nanoTime();
        cancellation.request();
        assertThatThrownBy(running::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
        assertThat(query("SELECT 1", 1).rows()).containsExactly(List.of(1));
    }

    @Test
    void anAnswerBeyondMemoryIsRefused() {
        var problem =
                problem(() ->
                        query("SELECT repeat('x', 1000000) FROM generate_series(1, 100)", 100));
        assertThat(problem.code()).isEqualTo("budget_exceeded");
        assertThat(query("SELECT 1", 1).rows()).containsExactly(List.of(1));
    }

    @Test
    void aTerminatedBackendIsTheSourcesFailureAndReplaced() throws Exception {
        var running =
                CompletableFuture.supplyAsync(
                        () -> problem(() -> query("SELECT pg_sleep(30), 'killme'", 1)));
        Awaitility.await()
                .until(() -> SOURCE.backends().stream().anyMatch(q -> q.contains("killme")));
        SOURCE.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE query LIKE '%killme%' AND pid <> pg_backend_pid()");
        assertThat(running.get().code()).isEqualTo("source_failed");
        assertThat(running.get().retryable()).isTrue();
        assertThat(query("SELECT 1", 1).rows()).containsExactly(List.of(1));
    }

    @Test
    void aForgottenSourceHasNoConnections() {
        var source = TestSource.create();
        SOURCES.query(source.connection(), TrustedSql.of("SELECT 1"), 1, LIMIT, Cancellation.NEVER);
        assertThat(source.backends()).hasSize(1);
        SOURCES.forget("ten_test", source.connection().name());
        Awaitility.await().until(() -> source.backends().isEmpty());
    }

    private static List<@Nullable Object> row(String sql) {
        return query(sql, 1).rows().getFirst();
    }

    private static QueryResult query(String sql, int maxRows) {
        return SOURCES.query(source(), TrustedSql.of(sql), maxRows, LIMIT, Cancellation.NEVER);
    }

    private static SourceConnection source() {
        return SOURCE.connection();
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }

    private static final class TestCancellation implements Cancellation {
        private final CompletableFuture<Void> requested = new CompletableFuture<>();

        void request() {
            requested.complete(null);
        }

        @Override
        public boolean requested() {
            return requested.isDone();
        }

        @Override
        public AutoCloseable onRequest(Runnable abort) {
            var registered = requested.thenRunAsync(abort, Thread::startVirtualThread);
            return () -> registered.cancel(false);
        }
    }
}
