package dev.sluice.gateway;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.fixtures.TestServers;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.analysis.Intent;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One gateway and one source, `shop`, for all HTTP tests of the JVM. Tests keep apart by their jobs and by
/// tenants of their own.
abstract class GatewayTestCase {
    static final Gateway GATEWAY = Gateway.start(Map.of("sluice.s3.public-from-request", "false"));
    static final PostgresServer.Database SHOP = shop();
    static final Client CLIENT = GATEWAY.client();

    static {
        var answer = CLIENT.post("/v1/sources", source("shop"));
        if (answer.status() != 201) {
            throw new AssertionError("no source: " + answer.body());
        }
    }

    static String source(String name) {
        return """
        {"name": "%s", "kind": "postgresql", "url": "%s", "username": "%s", "password": "%s"}
        """
                .formatted(name, SHOP.url(), SHOP.username(), SHOP.password());
    }

    private static PostgresServer.Database shop() {
        var database = TestServers.postgres().createDatabase();
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL);
                    CREATE TABLE orders (
                        id int PRIMARY KEY, customer_id int REFERENCES customer, total numeric(10,2));
                    COMMENT ON TABLE orders IS 'What was bought';
                    INSERT INTO customer SELECT n, 'customer ' || n FROM generate_series(1, 100) n;
                    INSERT INTO orders SELECT n, 1 + n % 100, n FROM generate_series(1, 1000) n;
                    ANALYZE;
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException("no shop for the tests", e);
        }
        return database;
    }

    static AnalysisResult answer(String sentence) {
        return new AnalysisResult(
                sentence,
                null,
                null,
                null,
                "SELECT 1",
                List.of(new AnalysisResult.Column("n", "numeric")),
                List.of(List.of(new BigDecimal("12345678901234567890.123456789"))),
                1,
                false,
                List.of(),
                List.of(),
                0.9,
                new AnalysisResult.Basis(
                        Engine.RULES,
                        Intent.ANALYSIS,
                        List.of("public.orders"),
                        List.of(),
                        List.of(),
                        Instant.now(),
                        null),
                List.of(),
                3,
                AnalysisResult.Usage.NONE);
    }
}
