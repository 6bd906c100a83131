package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.address.ForbiddenEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeIT {
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            "CREATE TABLE orders (id int PRIMARY KEY, note text)",
                            "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    private static final DataSourcesSettings SETTINGS =
            DataSourcesSettings.defaults().withConnectTimeout(Duration.ofSeconds(2));
    private static final DataSources SOURCES = DataSources.create(SETTINGS);

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void aSuperuserIsTakenWithAWarning() {
        var report = SOURCES.probe(SOURCE.connection());
        assertThat(report.serverVersion()).matches("\\d+(\\.\\d+)?");
        assertThat(report.warnings()).containsExactly("role_can_write");
    }

    @Test
    void aRoleThatMayOnlySelectHasNoWarning() {
        var source = SOURCE.role("GRANT SELECT ON orders TO %s");
        assertThat(SOURCES.probe(source).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT INSERT ON orders TO %s",
                "GRANT TRUNCATE ON orders TO %s",
                "GRANT UPDATE (note) ON orders TO %s",
                "GRANT CREATE ON SCHEMA public TO %s",
                "GRANT pg_write_all_data TO %s",
                "ALTER ROLE %s CREATEROLE",
            })
    void aRoleThatCouldWriteHasAWarning(String grant) {
        assertThat(SOURCES.probe(SOURCE.role(grant)).warnings()).containsExactly("role_can_write");
    }

    @Test
    void aRoleThatCouldBecomeAWriterHasAWarning() {
        SOURCE.run("CREATE ROLE warehouse_writer", "GRANT DELETE ON orders TO warehouse_writer");
        var source = SOURCE.role("GRANT warehouse_writer TO %s");
        assertThat(SOURCES.probe(source).warnings()).containsExactly("role_can_write");
    }

    @Test
    void writersAreRefusedWhereReadersAreRequired() {
        try (var strict = DataSources.create(SETTINGS.withRequireReadonlyRole(true))) {
            var problem = problem(() -> strict.probe(SOURCE.connection()));
            assertThat(problem.code()).isEqualTo("validation_failed");
            assertThat(problem.detail()).contains("SLUICE_REQUIRE_READONLY_ROLE");
            strict.probe(SOURCE.role("GRANT SELECT ON orders TO %s"));
        }
    }

    @Test
    void aWrongPasswordIsSaidInTheDatabasesWordsWithoutThePassword() {
        var role = SOURCE.role("GRANT SELECT ON orders TO %s");
        var name = Objects.requireNonNull(role.username());
        SOURCE.requirePassword(name);
        assertThat(SOURCES.probe(role).warnings()).isEmpty();
        var problem = problem(() -> SOURCES.probe(SOURCE.connectionAs(name, "wrong-secret-9")));
        assertThat(problem.code()).isEqualTo("source_unreachable");
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.sqlstate()).isEqualTo("28P01");
        assertThat(problem.detail())
                .contains("password authentication failed for user \"" + name + "\"")
                .doesNotContain("wrong-secret-9");
    }

    @Test
    void aMissingPasswordIsNotTakenFromTheServicesOwnFiles() {
        var role = SOURCE.role();
        var name = Objects.requireNonNull(role.username());
        SOURCE.requirePassword(name);
        var problem = problem(() -> SOURCES.probe(SOURCE.connectionAs(name, null)));
        assertThat(problem.code()).isEqualTo("source_unreachable");
        assertThat(problem.detail()).contains("password");
    }

    @Test
    void aRoleThatMayNotLogInIsUnreachable() {
        var role = SOURCE.role("ALTER ROLE %s NOLOGIN");
        var problem = problem(() -> SOURCES.probe(role));
        assertThat(problem.code()).isEqualTo("source_unreachable");
        assertThat(problem.detail()).contains("is not permitted to log in");
    }

    @Test
    void aSourceWithoutARoleIsAskedForOne() {
        var problem = problem(() -> SOURCES.probe(SOURCE.connectionAs(null, null)));
        assertThat(problem.code()).isEqualTo("validation_failed");
        assertThat(problem.detail()).contains("username");
    }

    @Test
    void anUnknownDatabaseIsUnreachable() {
        var problem = problem(() -> SOURCES.probe(at(SOURCE.database().url() + "_away")));
        assertThat(problem.code()).isEqualTo("source_unreachable");
        assertThat(problem.detail()).contains("does not exist");
    }

    @Test
    void aRefusedPortIsUnreachable() {
        var problem = problem(() -> SOURCES.probe(at("postgresql://127.0.0.1:1/x")));
        assertThat(problem.code()).isEqualTo("source_unreachable");
        assertThat(problem.detail()).contains("127.0.0.1:1 refused");
    }

    @Test
    void anUnknownHostIsUnreachable() {
        var problem = problem(() -> SOURCES.probe(at("postgresql://nobody.invalid/x")));
        assertThat(problem.code()).isEqualTo("source_unreachable");
        assertThat(problem.detail()).contains("nobody.invalid");
    }

    @Test
    void aHostThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
        try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var url = "postgresql://127.0.0.1:" + mute.getLocalPort() + "/x";
            long started = System.nanoTime();
            var problem = problem(() -> SOURCES.probe(at(url)));
            assertThat(problem.code()).isEqualTo("source_unreachable");
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void aSecondHostTakesOverFromADeadFirst() {
        var alive = SourceUrl.parse(SOURCE.database().url());
        var url = "postgresql://127.0.0.1:1," + alive.hosts().getFirst() + "/" + alive.database();
        assertThat(SOURCES.probe(at(url)).serverVersion()).isNotEmpty();
    }

    @Test
    void ourOwnDatabaseIsNoSource() {
        var url = SourceUrl.parse(SOURCE.database().url());
        var own = new ForbiddenEndpoint("localhost", url.hosts().getFirst().port(), url.database());
        try (var sources = DataSources.create(SETTINGS.withForbidden(List.of(own)))) {
            var problem = problem(() -> sources.probe(SOURCE.connection()));
            assertThat(problem.code()).isEqualTo("validation_failed");
            assertThat(problem.detail()).contains("belongs to Sluice");
        }
    }

    @Test
    void anAddressOutsideTheRangesIsRefusedAgainAtTheSocket() {
        try (var sources = DataSources.create(SETTINGS.withAllowedRanges(List.of("10.0.0.0/8")))) {
            assertThat(problem(() -> sources.probe(SOURCE.connection())).code())
                    .isEqualTo("validation_failed");
            var problem = problem(() -> sources.catalog(SOURCE.connection()));
            assertThat(problem.code()).isEqualTo("source_unreachable");
            assertThat(problem.detail()).contains("SLUICE_SOURCE_ALLOWED_RANGES");
        }
    }

    @Test
    void otherKindsAreNotPretended() {
        var duck =
                new SourceConnection(
                        "ten_test", "duck", "duckdb", "x", null, null, List.of(), List.of(), 1);
        assertThat(problem(() -> SOURCES.probe(duck)).code()).isEqualTo("unsupported");
    }

    @Test
    void aProbeLeavesNoConnectionBehind() {
        SOURCES.probe(SOURCE.connection());
        org.awaitility.Awaitility.await().until(() -> SOURCE.backends().isEmpty());
    }

    private static SourceConnection at(String url) {
        return TestSource.connection(
                url,
                SOURCE.database().username(),
                SOURCE.database().password(),
                List.of(),
                List.of());
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }
}
