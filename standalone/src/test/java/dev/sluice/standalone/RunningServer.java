package dev.sluice.standalone;

import dev.sluice.embedded.PostgresProcess;
import dev.sluice.model.Json;
import dev.sluice.model.problem.Problem;
import dev.sluice.standalone.demo.RetailDatabase;
import dev.sluice.standalone.embedded.Settings;
import dev.sluice.standalone.start.StandaloneServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// All of Sluice in the test's own process, with a small retail database.
public final class RunningServer implements AutoCloseable {
    private final StandaloneServer server;
    private final PostgresProcess postgres;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningServer(StandaloneServer server, PostgresProcess postgres) {
        this.server = server;
        this.postgres = postgres;
    }

    public static RunningServer start(Path data, long sales) {
        var settings =
                new Settings(
                        Map.of(
                                "SLUICE_DATA_DIR", data.toString(),
                                "SLUICE_PORT", String.valueOf(freePort()),
                                "SLUICE_S3_PORT", String.valueOf(freePort())));
        var embedded = new AtomicReference<PostgresProcess>();
        var server =
                StandaloneServer.start(
                        settings,
                        true,
                        (postgres, secrets) -> {
                            embedded.set(postgres.orElseThrow());
                            var retail = new RetailDatabase(postgres.orElseThrow(), secrets);
                            retail.ensure(sales);
                            return List.of(retail.source());
                        },
                        sentence -> {});
        return new RunningServer(server, Objects.requireNonNull(embedded.get()));
    }

    public URI url() {
        return server.url();
    }

    public String apiKey() {
        return server.apiKey();
    }

    /// @return the id of what was created
    public String submit(String route, String body) {
        var request =
                HttpRequest.newBuilder(url().resolve(route))
                        .header("Authorization", "Bearer " + apiKey())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return Json.mapper().readTree(answer.body()).path("id").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What would take five failures and their pauses: the job is a dead letter.
    ///
    /// @param why the problem that its last attempt is said to have met
    public void letDie(String job, Problem why) {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl("sluice"),
                                postgres.username(),
                                postgres.password());
                var update =
                        connection.prepareStatement(
                                "UPDATE job SET state = 'FAILED', failures = 5, dead_at = now(),"
                                        + " error = ?::json WHERE id = ?")) {
            update.setString(1, Json.write(why));
            update.setString(2, job);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
