package dev.sluice.sources;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.fixtures.TestServers;
import dev.sluice.model.source.SourceConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A database of its own on the real server, and the means to prepare and watch it.
public final class TestSource {
    private static final AtomicInteger ROLES = new AtomicInteger();

    private final PostgresServer.Database database;

    private TestSource(PostgresServer.Database database) {
        this.database = database;
    }

    public static TestSource create() {
        return new TestSource(TestServers.postgres().createDatabase());
    }

    public PostgresServer.Database database() {
        return database;
    }

    /// As the server's superuser.
    public SourceConnection connection() {
        return connectionAs(database.username(), database.password());
    }

    public SourceConnection connectionAs(@Nullable String username, @Nullable String password) {
        return connection(database.url(), username, password, List.of(), List.of());
    }

    public SourceConnection connection(List<String> schemas, List<String> tables) {
        return connection(
                database.url(), database.username(), database.password(), schemas, tables);
    }

    public static SourceConnection connection(
            String url,
            @Nullable String username,
            @Nullable String password,
            List<String> schemas,
            List<String> tables) {
        // what differs in anything is another source, as in a registry
        var name = "src_" + Objects.hash(url, username, password, schemas, tables);
        return new SourceConnection(
                "ten_test", name, "postgresql", url, username, password, schemas, tables, 1);
    }

    /// A login role that may connect and do what `grants` say, `%s` standing for its name.
    public SourceConnection role(String... grants) {
        var role = "role_" + ROLES.incrementAndGet();
        run("CREATE ROLE " + role + " LOGIN PASSWORD 'only-" + role + "'");
        for (var grant : grants) {
            run(grant.formatted(role));
        }
        return connectionAs(role, "only-" + role);
    }

    public TestSource run(String... statements) {
        try (var connection = open();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /// Embedded servers trust every local connection; from here on this role has to give its password.
    public void requirePassword(String role) {
        run(
                """
                DO $$ BEGIN
                  EXECUTE format(
                    'COPY (SELECT regexp_split_to_table(%%L, E''\\n'')) TO %%L',
                    'host all %1$s all scram-sha-256' || E'\n'
                      || pg_read_file(current_setting('hba_file')),
                    current_setting('hba_file'));
                END $$\
                """
                        .formatted(role),
                "SELECT pg_reload_conf()");
        Awaitility.await()
                .until(() ->
                        !ask("SELECT 1 FROM pg_hba_file_rules WHERE '%s' = ANY (user_name)"
                                        .formatted(role))
                                .isEmpty());
    }

    /// The first column of all rows as text.
    public List<String> ask(String sql) {
        try (var connection = open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /// Statements that Sluice's own connections to this database run or hold open.
    public List<String> backends() {
        return ask(
                "SELECT pid || ' ' || state || ' ' || query FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND application_name = 'sluice'");
    }

    /// Those in the transaction of an export; the pool for answers keeps idle ones.
    public List<String> exports() {
        return ask(
                "SELECT pid || ' ' || state || ' ' || query FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND application_name = 'sluice'"
                        + " AND state <> 'idle'");
    }

    public Connection open() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }
}
