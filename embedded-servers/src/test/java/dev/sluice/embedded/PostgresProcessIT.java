package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProcessIT {
    private static final String PASSWORD = "a-password";

    @TempDir Path directory;

    @Test
    void keepsDataBetweenDurableRuns() throws SQLException {
        try (var server = start(Ports.free())) {
            execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
        }
        try (var server = start(Ports.free())) {
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void refusesAWrongPasswordOnLoopback() {
        try (var server = start(Ports.free())) {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                            server.jdbcUrl("postgres"),
                                            PostgresProcess.SUPERUSER,
                                            "wrong")
                                    .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void stopsTheServerThatAKilledRunLeftBehind() throws SQLException {
        var orphan = start(Ports.free());
        execute(orphan, "CREATE TABLE kept AS SELECT 42 AS answer");
        var left = new Postmaster(orphan.pid().orElseThrow());
        assertThat(left.isRunning()).isTrue();

        try (var server = start(Ports.free())) {
            assertThat(left.isRunning()).isFalse();
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void namesATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("taken");
        }
    }

    @Test
    void knowsLettersBeyondAscii() throws SQLException {
        try (var server = start(Ports.free())) {
            assertThat(query(server, "SELECT upper('größe Ελλάδα')")).isEqualTo("GRÖßE ΕΛΛΆΔΑ");
        }
    }

    @Test
    void comesBackWhenItHasEndedByItself() throws Exception {
        var port = Ports.free();
        try (var server = start(port).watched()) {
            var before = server.pid().orElseThrow();
            ProcessHandle.of(before).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(() -> query(server, "SELECT 1").equals("1"));
            assertThat(server.pid()).isPresent().get().isNotEqualTo(before);
        }
        assertThat(Ports.isFree(Ports.LOOPBACK, port)).isTrue();
    }

    private PostgresProcess start(int port) {
        return PostgresProcess.start(
                new PostgresProcess.Settings(
                        directory.resolve("server"),
                        BinaryCache.directory(),
                        port,
                        PASSWORD,
                        true));
    }

    private static void execute(PostgresProcess server, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.username(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresProcess server, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.username(), server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
