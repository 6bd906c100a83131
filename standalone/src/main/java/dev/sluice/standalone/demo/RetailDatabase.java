package dev.sluice.standalone.demo;

import dev.sluice.embedded.PostgresProcess;
import dev.sluice.embedded.ServerStartException;
import dev.sluice.standalone.embedded.JobDatabaseSetup;
import dev.sluice.standalone.embedded.Secrets;
import dev.sluice.standalone.start.SourceOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/// The database `retail` on the embedded server: owned by one role, read through another that can do
/// nothing else. Generated inside the server.
public final class RetailDatabase {
    static final String NAME = "retail";
    static final String READER = "retail_reader";

    /// Grows when the tables or their data change, so that an older load is replaced.
    private static final int EDITION = 1;

    private static final int FULL_YEARS = 3;

    private final PostgresProcess server;
    private final Secrets secrets;

    public RetailDatabase(PostgresProcess server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /// Loads the last three full years, unless just that is there already.
    ///
    /// @param rows of `sales_data`
    /// @return whether anything had to be loaded
    public boolean ensure(long rows) {
        return ensure(rows, LocalDate.now(ZoneOffset.UTC).getYear() - FULL_YEARS);
    }

    boolean ensure(long rows, int firstYear) {
        JobDatabaseSetup.ensure(server, NAME, secrets.password(NAME));
        var wanted = "demo edition=%d rows=%d first_year=%d".formatted(EDITION, rows, firstYear);
        try {
            ensureReader();
            try (var connection =
                    DriverManager.getConnection(
                            server.jdbcUrl(NAME), NAME, secrets.password(NAME))) {
                if (wanted.equals(loaded(connection))) {
                    return false;
                }
                load(connection, rows, firstYear, wanted);
                return true;
            }
        } catch (SQLException e) {
            throw new ServerStartException(
                    "The demo's data could not be loaded: %s.".formatted(e.getMessage()), e);
        }
    }

    /// How the source `retail` reads it.
    public SourceOption source() {
        return new SourceOption(
                NAME,
                "postgresql://%s:%d/%s".formatted(server.host(), server.port(), NAME),
                READER,
                secrets.password(READER));
    }

    private void ensureReader() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(NAME), server.username(), server.password());
                var statement = connection.createStatement()) {
            JobDatabaseSetup.ensureRole(statement, READER, secrets.password(READER));
            statement.execute(
                    "ALTER ROLE %s SET default_transaction_read_only = on".formatted(READER));
            statement.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(NAME, READER));
        }
    }

    private static String loaded(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()")) {
            rows.next();
            return Objects.requireNonNullElse(rows.getString(1), "");
        }
    }

    /// In one transaction: a killed load leaves what was there before, and tables that are filled in
    /// the transaction that made them need no write-ahead log.
    private static void load(Connection connection, long rows, int firstYear, String loaded)
            throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL retail.rows = %d".formatted(rows));
            statement.execute("SET LOCAL retail.first_year = %d".formatted(firstYear));
            statement.execute("SET LOCAL work_mem = '64MB'");
            statement.execute("SET LOCAL maintenance_work_mem = '256MB'");
            statement.execute(script("tables.sql"));
            statement.execute(script("data.sql"));
            statement.execute(
                    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO %s".formatted(READER));
            statement.execute("COMMENT ON DATABASE %s IS '%s'".formatted(NAME, loaded));
        }
        connection.commit();
    }

    private static String script(String name) {
        try (var text = RetailDatabase.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
