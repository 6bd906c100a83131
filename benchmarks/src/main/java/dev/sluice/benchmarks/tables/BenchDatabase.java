package dev.sluice.benchmarks.tables;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.JobDatabaseSetup;
import dev.sluice.standalone.embedded.Secrets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The database `tpch` on the embedded server, read through a role that can do nothing else.
public final class BenchDatabase {
    public static final String NAME = "tpch";
    public static final String READER = "tpch_reader";

    private final PostgresProcess server;
    private final Secrets secrets;

    public BenchDatabase(PostgresProcess server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
        JobDatabaseSetup.ensure(server, NAME, secrets.password(NAME));
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(NAME), server.username(), server.password());
                var statement = connection.createStatement()) {
            JobDatabaseSetup.ensureRole(statement, READER, password());
            statement.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(NAME, READER));
        } catch (SQLException e) {
            throw new BenchmarkFailure(
                    "The database %s could not be made: %s.".formatted(NAME, e.getMessage()), e);
        }
    }

    /// Loads the table, unless just that is there already.
    ///
    /// @return whether anything had to be loaded
    public boolean ensure(Table table) {
        try (var connection = open()) {
            if (isLoaded(connection, table)) {
                return false;
            }
            load(connection, table);
            return true;
        } catch (SQLException e) {
            throw new BenchmarkFailure(
                    "The table %s could not be loaded: %s.".formatted(table.name(), e.getMessage()),
                    e);
        }
    }

    /// Whether just that table is there already.
    public boolean has(Table table) {
        try (var connection = open()) {
            return isLoaded(connection, table);
        } catch (SQLException e) {
            throw new BenchmarkFailure("The database refused: %s.".formatted(e.getMessage()), e);
        }
    }

    /// As the owner.
    public void execute(String... statements) {
        try (var connection = open();
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new BenchmarkFailure("The database refused: %s.".formatted(e.getMessage()), e);
        }
    }

    /// The first row's only column as text.
    public String query(String sql) {
        try (var connection = open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new BenchmarkFailure("The database refused: %s.".formatted(e.getMessage()), e);
        }
    }

    /// Writes out what was changed so far, so that nobody pays for what was done before.
    public void checkpoint() {
        superuser("CHECKPOINT");
    }

    /// The server's settings that decide whether a commit survives a power cut.
    ///
    /// @throws BenchmarkFailure where it would not
    public String durability() {
        var settings =
                "fsync %s, synchronous_commit %s"
                        .formatted(query("SHOW fsync"), query("SHOW synchronous_commit"));
        if (!settings.equals("fsync on, synchronous_commit on")) {
            throw new BenchmarkFailure("Commits are not durable here: " + settings + ".");
        }
        return settings;
    }

    private void superuser(String text) {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.username(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new BenchmarkFailure("The database refused: %s.".formatted(e.getMessage()), e);
        }
    }

    public PostgresProcess server() {
        return server;
    }

    public String jdbcUrl() {
        return server.jdbcUrl(NAME);
    }

    /// As a source of Sluice, without credentials.
    public String url() {
        return "postgresql://%s:%d/%s".formatted(server.host(), server.port(), NAME);
    }

    /// Of [#READER].
    public String password() {
        return secrets.password(READER);
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(NAME), NAME, secrets.password(NAME));
    }

    /// A crash empties a table that is not logged, and leaves what was said of it.
    private static boolean isLoaded(Connection connection, Table table) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT 1 FROM pg_class WHERE oid = to_regclass(?)"
                                + " AND pg_relation_size(oid) > 0"
                                + " AND obj_description(oid, 'pg_class') = ?")) {
            statement.setString(1, table.name());
            statement.setString(2, description(table));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /// What is loaded is said last: a killed load is none.
    private void load(Connection connection, Table table) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + table.name());
            table.load(connection, this::open);
            statement.execute("GRANT SELECT ON %s TO %s".formatted(table.name(), READER));
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM (FREEZE, ANALYZE) " + table.name());
            statement.execute(
                    "COMMENT ON TABLE %s IS '%s'".formatted(table.name(), description(table)));
        }
    }

    private static String description(Table table) {
        return "edition %d, %d rows".formatted(table.edition(), table.rows());
    }
}
