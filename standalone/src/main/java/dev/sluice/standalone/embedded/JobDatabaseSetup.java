package dev.sluice.standalone.embedded;

import dev.sluice.embedded.PostgresProcess;
import dev.sluice.embedded.ServerStartException;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Databases on the embedded server, each with an owner of its own that no other role may impersonate
/// and that no other role may connect to unless it is told so.
public final class JobDatabaseSetup {
    static final String JOB_DATABASE = "sluice";

    private JobDatabaseSetup() {}

    /// Creates role and database where they are missing. May be repeated.
    ///
    /// @param name of both; a plain lower-case word
    public static void ensure(PostgresProcess server, String name, String password) {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.username(), server.password());
                var statement = connection.createStatement()) {
            ensureRole(statement, name, password);
            try (var found =
                    statement.executeQuery(
                            "SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(name))) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
            statement.execute("REVOKE CONNECT ON DATABASE template1 FROM PUBLIC");
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(name, name));
            statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name));
        } catch (SQLException e) {
            throw new ServerStartException(
                    "The database %s cannot be made: %s.".formatted(name, e.getMessage()), e);
        }
    }

    /// A role that may log in and nothing else.
    public static void ensureRole(java.sql.Statement statement, String name, String password)
            throws SQLException {
        statement.execute(
                """
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s LOGIN PASSWORD '%2$s';
                  END IF;
                END $$\
                """
                        .formatted(name, password));
    }
}
