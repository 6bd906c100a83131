package dev.sluice.agent;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.fixtures.TestServers;
import dev.sluice.model.source.SourceConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// A database whose names no rule was written for: harbours on three coasts, 600 voyages in 2024.
final class HarbourDatabase {
    private static final String SCHEMA =
            """
            CREATE TABLE harbours (
                harbour_id int PRIMARY KEY, harbour_name text NOT NULL, coast text NOT NULL);
            CREATE TABLE voyages (
                voyage_id int PRIMARY KEY,
                harbour_id int NOT NULL REFERENCES harbours,
                sailed_on date NOT NULL,
                cargo text NOT NULL,
                tons numeric(10,2));
            INSERT INTO harbours
                SELECT n, 'Harbour ' || n, (ARRAY['north','south','west'])[1 + n % 3]
                FROM generate_series(1, 12) n;
            INSERT INTO voyages
                SELECT n, 1 + n % 12, date '2024-01-01' + n % 360,
                       (ARRAY['grain','timber','salt','wool'])[1 + n % 4],
                       CASE WHEN n % 50 = 0 THEN NULL ELSE 10 + n % 17 END
                FROM generate_series(1, 600) n;
            ANALYZE harbours;
            ANALYZE voyages;
            """;

    private final PostgresServer.Database database;

    private HarbourDatabase(PostgresServer.Database database) {
        this.database = database;
    }

    /// The role is a superuser: what must not happen is not left to missing rights.
    static HarbourDatabase create() throws SQLException {
        var created = new HarbourDatabase(TestServers.postgres().createDatabase());
        try (var connection = created.connect();
                var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        return created;
    }

    SourceConnection source() {
        return new SourceConnection(
                "default",
                "harbours",
                "postgresql",
                database.url(),
                database.username(),
                database.password(),
                List.of(),
                List.of(),
                1);
    }

    String text(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// Changes whenever anything in the two tables, or the list of tables and roles, changes.
    String fingerprint() throws SQLException {
        return text(
                """
                SELECT md5((SELECT string_agg(v::text, ',' ORDER BY voyage_id) FROM voyages v)
                    || (SELECT string_agg(h::text, ',' ORDER BY harbour_id) FROM harbours h)
                    || (SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace)
                    || (SELECT string_agg(rolname || rolsuper, ',' ORDER BY rolname) FROM pg_roles))
                """);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }
}
