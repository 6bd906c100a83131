package dev.sluice.benchmarks.tables;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.JobDatabaseSetup;
import dev.sluice.standalone.embedded.Secrets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

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
        var wanted = "edition %d, %d rows".formatted(table.edition(), table.rows());
        try (var connection = open()) {
            if (wanted.equals(loaded(connection, table))) {
                return false;
            }
            load(connection, table, wanted);
            return true;
        } catch (SQLException e) {
            throw new BenchmarkFailure(
                    "The table %s could not be loaded: %s.".formatted(table.name(), e.getMessage()),
                    e);
        }
    }

    public void drop(Table table) {
        execute("DROP TABLE IF EXISTS " + table.name());
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
    private static String loaded(Connection connection, Table table) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT obj_description(oid, 'pg_class') FROM pg_class"
                                + " WHERE oid = to_regclass(?) AND pg_relation_size(oid) > 0")) {
            statement.setString(1, table.name());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Objects.requireNonNullElse(rows.getString(1), "") : "";
            }
        }
    }

    /// What is loaded is said last: a killed load is none.
    private void load(Connection connection, Table table, String loaded) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + table.name());
            table.load(connection, this::open);
            statement.execute("GRANT SELECT ON %s TO %s".formatted(table.name(), READER));
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM (FREEZE, ANALYZE) " + table.name());
            statement.execute("COMMENT ON TABLE %s IS '%s'".formatted(table.name(), loaded));
        }
    }
}
