package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.S3Server;
import dev.sluice.fixtures.TestServers;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Services of one test as processes, each with the environment of the Compose file and the addresses of
/// the tests' servers in it.
final class ServiceCluster implements AutoCloseable {
    private static final String GATEWAY = "api-gateway";

    private final Deque<ServiceProcess> running = new ArrayDeque<>();
    private final int port = ServiceProcess.freePort();
    private final Database jobs;
    private final S3Server s3;
    private final Map<String, String> secrets;

    ServiceCluster(Database jobs, S3Server s3) {
        this.jobs = jobs;
        this.s3 = s3;
        secrets = secrets();
    }

    ServiceProcess start(String service) {
        var process = ServiceProcess.start(service, environment(service), logs());
        running.push(process);
        return process;
    }

    ServiceProcess startGateway() {
        return start(GATEWAY);
    }

    SluiceClient client() {
        return new SluiceClient(new ServerAddress(base(), key()));
    }

    /// Registers a database in the bootstrap key's tenant.
    void register(String name, Database source) {
        var body =
                """
                {"name":"%s","kind":"postgresql","url":"%s","username":"%s","password":"%s"}
                """
                        .formatted(name, source.url(), source.username(), source.password());
        var request =
                HttpRequest.newBuilder(base().resolve("/v1/sources"))
                        .header("Authorization", "Bearer " + key())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What the Compose file sets, with the tests' servers in place of its own.
    private Map<String, String> environment(String service) {
        var here = new HashMap<String, String>();
        here.put("SLUICE_DATABASE_URL", jobs.jdbcUrl());
        here.put("SLUICE_DATABASE_USERNAME", jobs.username());
        here.put("SLUICE_KAFKA_BOOTSTRAP", TestServers.kafka().bootstrap());
        here.put("SLUICE_S3_ENDPOINT", s3.endpoint());
        here.put("SLUICE_S3_PUBLIC_URL", s3.endpoint());
        here.put("SLUICE_S3_REGION", s3.region());
        here.put("SLUICE_PUBLIC_URL", base().toString());

        var environment = new LinkedHashMap<String, String>();
        Tree.of(Repository.documents("docker-compose.yml").getFirst())
                .at("services", service, "environment")
                .map()
                .forEach((name, value) -> {
                    var text =
                            here.getOrDefault(name, secrets.getOrDefault(name, value.toString()));
                    if (!text.isEmpty()) {
                        environment.put(name, text);
                    }
                });
        assertThat(environment.values())
                .as("every variable has a value")
                .noneMatch(v -> v.contains("${"));
        if (service.equals(GATEWAY)) {
            environment.put("SLUICE_PORT", String.valueOf(port)); // a container has its own 8080
        }
        return environment;
    }

    /// From the script that makes them for Compose; database and object store have their own here.
    private Map<String, String> secrets() {
        var values = new HashMap<String, String>();
        for (var line : createdEnvironment()) {
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        values.put("SLUICE_DATABASE_PASSWORD", jobs.password());
        values.put("SLUICE_S3_ACCESS_KEY", s3.accessKey());
        values.put("SLUICE_S3_SECRET_KEY", s3.secretKey());
        return values;
    }

    private static List<String> createdEnvironment() {
        var script = Repository.ROOT.resolve("compose/create-env").toString();
        try {
            var directory = Files.createTempDirectory("sluice-env");
            var file = directory.resolve("env");
            var made =
                    new ProcessBuilder(script, file.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assertThat(made.waitFor()).isZero();
            var lines = Files.readAllLines(file);
            Files.delete(file);
            Files.delete(directory);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path logs() {
        try {
            return Files.createDirectories(Repository.ROOT.resolve("standalone/target/processes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String key() {
        return secrets.getOrDefault("SLUICE_BOOTSTRAP_KEY", "");
    }

    private URI base() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void close() {
        running.forEach(ServiceProcess::close);
    }
}
