package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.guard.TrustedSql;
import dev.sluice.sources.reading.CopyFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The way of a statement from its text to its rows, and many of them at once.
@Timeout(60)
class SourcesIT {
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            """
                            CREATE SCHEMA "Über uns";
                            CREATE TABLE "Über uns"."Order ""Lines""\" ("Größe; --" int NOT NULL, "select" text);
                            INSERT INTO "Über uns"."Order ""Lines""\" VALUES (1, 'a'), (2, NULL);
                            CREATE TABLE public.plain AS SELECT 7 AS n;
                            CREATE TABLE public.hidden AS SELECT 8 AS n;\
                            """);
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void strangeNamesGoAllTheWay() {
        var source =
                SOURCE.role(
                        "GRANT USAGE ON SCHEMA \"Über uns\" TO %s",
                        "GRANT SELECT ON ALL TABLES IN SCHEMA \"Über uns\" TO %s");
        var sql =
                SOURCES.guard(
                        source,
                        SOURCES.catalog(source),
                        "select \"Größe; --\", \"select\" from \"Über uns\".\"Order \"\"Lines\"\"\" order by 1");
        assertThat(SOURCES.explain(source, sql, LIMIT).estimatedCost()).isPositive();
        var result = SOURCES.query(source, sql, 10, LIMIT, Cancellation.NEVER);
        assertThat(result.rows().getFirst()).isEqualTo(List.of(1, "a"));
        try (var copy = WholeCopy.open(SOURCES, source, sql, CopyFormat.Csv.DEFAULT, null)) {
            assertThat(copy.columns().getFirst().nullable()).isFalse();
            assertThat(copy.next()).isTrue();
            assertThat(WholeCopy.text(copy)).isEqualTo("1,a\n");
            assertThat(copy.columns().getFirst().name()).isEqualTo("Größe; --");
            while (copy.next()) {
                // to the end
            }
            assertThat(copy.copiedRows()).isEqualTo(2);
        }
    }

    @Test
    void whatTheAllowListLeavesOutDoesNotExist() {
        var source = SOURCE.connection(List.of(), List.of("plain"));
        var catalog = SOURCES.catalog(source);
        assertThat(SOURCES.guard(source, catalog, "SELECT n FROM plain").tables())
                .containsExactly("public.plain");
        assertThat(problem(() -> SOURCES.guard(source, catalog, "SELECT n FROM hidden")).code())
                .isEqualTo("unknown_table");
        assertThat(problem(() -> SOURCES.sampled(source, "hidden")).code())
                .isEqualTo("unknown_table");
    }

    @Test
    void moreStatementsThanConnectionsTakeTurns() throws Exception {
        var source = TestSource.create();
        var running = new ArrayList<Future<List<?>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                var sql = TrustedSql.of("SELECT " + i + ", pg_sleep(0.05)");
                running.add(
                        threads.submit(() ->
                                SOURCES.query(
                                                source.connection(),
                                                sql,
                                                1,
                                                LIMIT,
                                                Cancellation.NEVER)
                                        .rows()
                                        .getFirst()));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(running.get(i).get().getFirst()).isEqualTo(i);
            }
        }
        assertThat(source.backends()).hasSizeBetween(1, 4);
    }

    @Test
    void busyConnectionsAreWaitedForAsLongAsTheCallerSays() throws Exception {
        var source = TestSource.create();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.submit(() ->
                        SOURCES.query(
                                source.connection(),
                                TrustedSql.of("SELECT pg_sleep(3)"),
                                1,
                                LIMIT,
                                Cancellation.NEVER));
            }
            Awaitility.await()
                    .until(() ->
                            source.backends().stream().filter(b -> b.contains("pg_sleep")).count()
                                    == 4);
            var problem =
                    problem(() ->
                            SOURCES.explain(
                                    source.connection(),
                                    TrustedSql.of("SELECT 1"),
                                    Duration.ofMillis(200)));
            assertThat(problem.code()).isEqualTo("timed_out");
        }
    }

    @Test
    void aHostThatSaysNothingHoldsACallerOnlyForItsOwnLimit() throws IOException {
        try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var source =
                    TestSource.connection(
                            "postgresql://127.0.0.1:" + mute.getLocalPort() + "/x",
                            "ana",
                            "secret",
                            List.of(),
                            List.of());
            long started = System.nanoTime();
            var problem =
                    problem(() ->
                            SOURCES.explain(
                                    source, TrustedSql.of("SELECT 1"), Duration.ofMillis(500)));
            assertThat(problem.code()).isEqualTo("source_unreachable");
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aStandbyIsAskedForInVainOnAPrimary() {
        var database = SOURCE.database();
        var source =
                TestSource.connection(
                        database.url()
                                + "?target_session_attrs=standby&connect_timeout=2&application_name=sluice",
                        database.username(),
                        database.password(),
                        List.of(),
                        List.of());
        assertThat(problem(() -> SOURCES.probe(source)).code()).isEqualTo("source_unreachable");
    }

    @Test
    void connectionsThatTheServerEndedAreReplaced() {
        var source = TestSource.create();
        var sql = TrustedSql.of("SELECT 1");
        SOURCES.query(source.connection(), sql, 1, LIMIT, Cancellation.NEVER);
        source.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name = 'sluice'");
        Awaitility.await().until(() -> source.backends().isEmpty());
        Awaitility.await()
                .ignoreExceptions()
                .until(() ->
                        SOURCES.query(source.connection(), sql, 1, LIMIT, Cancellation.NEVER)
                                        .rows()
                                        .size()
                                == 1);
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }
}
