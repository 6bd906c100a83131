package dev.sluice.benchmarks.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.JobDatabaseSetup;
import dev.sluice.standalone.embedded.Secrets;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database of its own for each library, on the server that has Sluice's.
public final class QueueDatabase {
    /// As many connections as a gateway has, unless it is told otherwise.
    private static final int CONNECTIONS = 12;

    private QueueDatabase() {}

    /// Removes what an earlier run has left.
    public static void renew(PostgresProcess server, Secrets secrets, String name) {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("postgres"), server.username(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        } catch (SQLException e) {
            throw new BenchmarkFailure(
                    "The database %s cannot be removed: %s.".formatted(name, e.getMessage()), e);
        }
        JobDatabaseSetup.ensure(server, name, secrets.password(name));
    }

    static HikariDataSource open(PostgresProcess server, Secrets secrets, String name) {
        renew(server, secrets, name);
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(server.jdbcUrl(name));
        config.setUsername(name);
        config.setPassword(secrets.password(name));
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }
}
