package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import java.sql.SQLException;

/// What is asked and exported. Nothing changes it during a run, so that what comes out can be compared
/// with what is in it.
final class SourceTables {
    static final String DATABASE = "plant";
    static final String READER = "plant_reader";
    static final long READINGS = 150_000;
    static final long SALES = 5_000;

    /// A part of a second for each row of the slow view: an analysis that can be hit while it runs.
    private static final double SLOW_SECONDS = 0.15;

    private SourceTables() {}

    static void fill(DatabaseServer server) {
        server.create(DATABASE);
        try (var connection = server.connect(DATABASE);
                var statement = connection.createStatement()) {
            for (var sql : statements(server.password())) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new BenchmarkFailure("The source could not be filled: " + e.getMessage(), e);
        }
    }

    private static String[] statements(String password) {
        return new String[] {
            """
            CREATE TABLE readings AS
            SELECT i AS id, (i * 7919 % 1000)::integer AS station,
              timestamptz '2026-01-01 00:00:00.25+00' + i * interval '3.7 s' AS seen_at,
              CASE WHEN i % 11 <> 0 THEN (i * 31 % 99991 / 100.0)::numeric(12,2) END AS level,
              CASE WHEN i % 13 <> 0
                THEN 'note "' || i || '", ' || md5(i::text) || CASE WHEN i % 5 = 0 THEN ' é' ELSE '' END
              END AS note
            FROM generate_series(1::bigint, %d) i\
            """
                    .replace("%d", Long.toString(READINGS)),
            "ALTER TABLE readings ALTER id SET NOT NULL, ALTER station SET NOT NULL,"
                    + " ALTER level TYPE numeric(12,2)",
            "CREATE TABLE sales (id integer PRIMARY KEY, region text NOT NULL, amount integer NOT NULL)",
            """
            INSERT INTO sales
            SELECT i, (ARRAY['north', 'south', 'east', 'west'])[1 + i %% 4], i * 7919 %% 500
            FROM generate_series(1, %d) i\
            """
                    .formatted(SALES),
            """
            CREATE VIEW voyages WITH (security_invoker = true) AS
            SELECT i AS voyage, i * 17 %% 90 AS tons FROM generate_series(1, 12) i
            WHERE pg_sleep(%s)::text = ''\
            """
                    .formatted(SLOW_SECONDS),
            "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(READER, password),
            "GRANT CONNECT ON DATABASE %s TO %s".formatted(DATABASE, READER),
            "GRANT SELECT ON readings, sales, voyages TO " + READER,
            "VACUUM ANALYZE"
        };
    }
}
