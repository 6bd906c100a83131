package dev.sluice.standalone.cancel;

import dev.sluice.agent.AgentWorkerConfiguration;
import dev.sluice.exports.ExportWorkerConfiguration;
import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.TestServers;
import dev.sluice.gateway.GatewayConfiguration;
import dev.sluice.model.Json;
import dev.sluice.sources.DataSources;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;

/// Gateway, agent worker and export worker in this JVM, on real PostgreSQL, Kafka and S3, with one source
/// and a model that a test scripts.
final class WholeSluice implements AutoCloseable {
    private static final String KEY = "slc_the-key-of-the-default-tenant";
    private static final String SOURCE = "shop";

    @Configuration(proxyBeanMethods = false)
    @Import({
        GatewayConfiguration.class,
        AgentWorkerConfiguration.class,
        ExportWorkerConfiguration.class
    })
    static class AllServices {}

    private final Database jobs = TestServers.postgres().createDatabase();
    private final Database source = TestServers.postgres().createDatabase();
    private final String bucket = TestServers.s3().createBucket();
    private final HttpClient http = HttpClient.newHttpClient();
    private final MinioAsyncClient objects;
    private final ConfigurableApplicationContext context;
    private final int port;

    private WholeSluice(String modelUrl, String[] statements) {
        execute(source, statements);
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", properties(modelUrl)));
        context = new SpringApplicationBuilder(AllServices.class).environment(environment).run();
        var server = ((WebServerApplicationContext) context).getWebServer();
        port = Objects.requireNonNull(server).getPort();
        var s3 = TestServers.s3();
        objects =
                MinioAsyncClient.builder()
                        .endpoint(s3.endpoint())
                        .region(s3.region())
                        .credentials(s3.accessKey(), s3.secretKey())
                        .build();
        register(SOURCE, source.url());
    }

    /// @param statements that make the source
    static WholeSluice start(String modelUrl, String... statements) {
        return new WholeSluice(modelUrl, statements);
    }

    private Map<String, Object> properties(String modelUrl) {
        var s3 = TestServers.s3();
        var properties = new HashMap<String, Object>();
        properties.put("sluice.port", 0);
        properties.put("sluice.bootstrap-key", KEY);
        properties.put("sluice.secret-key", Base64.getEncoder().encodeToString(new byte[32]));
        properties.put("sluice.database.url", jobs.jdbcUrl());
        properties.put("sluice.database.username", jobs.username());
        properties.put("sluice.database.password", jobs.password());
        properties.put("sluice.kafka.bootstrap", TestServers.kafka().bootstrap());
        properties.put("sluice.s3.endpoint", s3.endpoint());
        properties.put("sluice.s3.region", s3.region());
        properties.put("sluice.s3.bucket", bucket);
        properties.put("sluice.s3.access-key", s3.accessKey());
        properties.put("sluice.s3.secret-key", s3.secretKey());
        properties.put("sluice.s3.public-from-request", "false");
        properties.put("sluice.model.base-url", modelUrl);
        properties.put("sluice.model.name", "scripted");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        properties.put("management.server.port", 0);
        return properties;
    }

    /// Registers the source once more, by another way.
    ///
    /// @param port of this machine where the way begins
    void registerDetour(String name, int port) {
        register(name, "postgresql://127.0.0.1:%d/%s".formatted(port, source.name()));
    }

    private void register(String name, String url) {
        var body =
                Map.of(
                        "name",
                        name,
                        "kind",
                        "postgresql",
                        "url",
                        url,
                        "username",
                        source.username(),
                        "password",
                        source.password());
        var answer = send("POST", "/v1/sources", body);
        if (answer.status() != 201) {
            throw new IllegalStateException("no source: " + answer.json());
        }
    }

    record Answer(int status, JsonNode json) {
        String text(String field) {
            return json.path(field).asString();
        }
    }

    Answer send(String method, String path, @Nullable Object body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + KEY)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), Json.mapper().readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String submit(String path, Map<String, ?> body) {
        var answer = send("POST", path, body);
        if (answer.status() != 202) {
            throw new IllegalStateException("not accepted: " + answer.json());
        }
        return answer.text("id");
    }

    Answer cancel(String job) {
        return send("POST", "/v1/jobs/" + job + "/cancel", null);
    }

    JsonNode job(String id) {
        return send("GET", "/v1/jobs/" + id, null).json();
    }

    /// The catalog is read anew by whoever needs it next, and no connection is open.
    void forgetSource() {
        context.getBean(DataSources.class).forget("default", SOURCE);
    }

    /// What our sessions do in the source: `pid state query`.
    List<String> sessions(String condition) {
        var ours =
                """
                SELECT pid || ' ' || coalesce(state, '') || ' ' || left(query, 200)
                FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                  AND backend_type = 'client backend' AND application_name <> 'test'
                """;
        return strings(source, ours + " AND " + condition);
    }

    Connection sourceConnection() throws SQLException {
        return DriverManager.getConnection(
                source.jdbcUrl() + "?ApplicationName=test", source.username(), source.password());
    }

    List<String> jobStrings(String sql) {
        return strings(jobs, sql);
    }

    List<String> objectsOf(String job) {
        return objects
                .listObjectsV2(
                        ListObjectsV2Args.builder()
                                .bucket(bucket)
                                .prefix("default/" + job + "/")
                                .maxKeys(1000)
                                .build())
                .join()
                .result()
                .contents()
                .stream()
                .map(found -> found.objectName())
                .toList();
    }

    List<String> uploadsOf(String job) {
        return objects
                .listMultipartUploads(
                        ListMultipartUploadsArgs.builder()
                                .bucket(bucket)
                                .prefix("default/" + job + "/")
                                .build())
                .join()
                .result()
                .uploads()
                .stream()
                .map(found -> found.objectName())
                .toList();
    }

    private static List<String> strings(Database database, String sql) {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl() + "?ApplicationName=test",
                                database.username(),
                                database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void execute(Database database, String[] statements) {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
        try {
            objects.close();
        } catch (Exception e) { // declared so by close()
            throw new IllegalStateException(e);
        }
    }
}
