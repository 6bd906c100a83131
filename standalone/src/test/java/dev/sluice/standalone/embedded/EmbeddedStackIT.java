package dev.sluice.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.PostgresProcess;
import dev.sluice.embedded.ServerStartException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackIT {
    private static final Settings NOTHING_SET = new Settings(Map.of());

    /// Kafka and the object store live in this JVM and cannot be left behind by it.
    private static final Settings WITHOUT_OTHERS =
            new Settings(
                    Map.of(
                            "SLUICE_KAFKA_BOOTSTRAP", "kafka.example:9092",
                            "SLUICE_S3_ENDPOINT", "https://s3.example"));

    @TempDir Path parent;

    @Test
    void startsAgainOnTheSamePortsWithTheSameData() throws SQLException {
        Map<String, String> first;
        try (var data = open();
                var stack = EmbeddedStack.start(data, NOTHING_SET, false)) {
            first = stack.properties();
            execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (var data = open();
                var stack = EmbeddedStack.start(data, NOTHING_SET, false)) {
            assertThat(stack.properties()).isEqualTo(first);
            execute(stack.properties(), "SELECT answer FROM kept");
        }
    }

    @Test
    void keepsItsPortsWhenAKilledRunLeftPostgresBehind() throws SQLException {
        try (var data = open()) {
            var left = EmbeddedStack.start(data, WITHOUT_OTHERS, false);
            var before = left.properties();
            execute(before, "CREATE TABLE kept AS SELECT 42 AS answer");

            try (var stack = EmbeddedStack.start(data, WITHOUT_OTHERS, false)) {
                assertThat(stack.properties()).isEqualTo(before);
                execute(stack.properties(), "SELECT answer FROM kept");
            }
        }
    }

    @Test
    void keepsTheJobDatabaseToItsOwner() throws SQLException {
        try (var data = open();
                var stack = EmbeddedStack.start(data, NOTHING_SET, false)) {
            var server = stack.postgres().orElseThrow();
            JobDatabaseSetup.ensure(server, "other", "another-password");

            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                            server.jdbcUrl("sluice"), "other", "another-password")
                                    .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database");
            assertThat(isSuperuser(server)).isFalse();
        }
    }

    @Test
    void startsNothingWhoseAddressIsSet() {
        var elsewhere =
                new Settings(
                        Map.of(
                                "SLUICE_DATABASE_URL", "postgresql://db.example/sluice",
                                "SLUICE_KAFKA_BOOTSTRAP", "kafka.example:9092",
                                "SLUICE_S3_ENDPOINT", "https://s3.example"));
        try (var data = open();
                var stack = EmbeddedStack.start(data, elsewhere, false)) {
            assertThat(stack.properties()).isEmpty();
            assertThat(stack.postgres()).isEmpty();
        }
    }

    @Test
    void namesTheTakenPortOfTheObjectStoreAndLeavesNothingRunning() throws Exception {
        try (var data = open();
                var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = Integer.toString(taken.getLocalPort());
            var settings = new Settings(Map.of("SLUICE_S3_PORT", port));

            assertThatThrownBy(() -> EmbeddedStack.start(data, settings, false))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("SLUICE_S3_PORT");
            assertThat(parent.resolve("data/postgresql/data/postmaster.pid")).doesNotExist();
        }
    }

    private DataDirectory open() {
        return DataDirectory.open(parent.resolve("data"));
    }

    private static boolean isSuperuser(PostgresProcess server) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.username(), server.password());
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = 'sluice'")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static void execute(Map<String, String> properties, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                properties.get("sluice.database.url"),
                                properties.get("sluice.database.username"),
                                properties.get("sluice.database.password"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
