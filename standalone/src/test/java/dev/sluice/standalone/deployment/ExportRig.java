package dev.sluice.standalone.deployment;

import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.Ports;
import dev.sluice.embedded.S3Endpoint;
import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.S3Server;
import dev.sluice.fixtures.TestServers;
import dev.sluice.gateway.BucketFiles;
import dev.sluice.jobstore.retention.OrphanSweep;
import dev.sluice.model.job.Job;
import dev.sluice.objects.ObjectStores;
import dev.sluice.objects.S3Settings;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jooq.impl.DSL;
import tools.jackson.databind.JsonNode;

/// A gateway and two export workers as processes, a source with one table, and an object store whose
/// directory is at hand.
final class ExportRig implements AutoCloseable {
    static final String BUCKET = "sluice";
    static final String SQL = "SELECT id, station, note FROM readings";
    static final int ROWS_PER_PART = 100_000;

    private static final int WORKERS = 2;
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path directory = temporaryDirectory();
    private final Database jobs = TestServers.postgres().createDatabase();
    private final Database source = TestServers.postgres().createDatabase();
    private final S3Endpoint endpoint;
    private final S3Server s3;
    private final ServiceCluster cluster;
    private final SluiceClient client;
    private final BucketSeen bucket;
    private final List<ServiceProcess> workers = new ArrayList<>();
    private ServiceProcess gateway;

    private ExportRig(UnaryOperator<S3Server> way) {
        endpoint =
                S3Endpoint.start(
                        new S3Endpoint.Settings(
                                directory.resolve("s3"),
                                "127.0.0.1",
                                Ports.free(),
                                "test-access-key",
                                "only-for-tests"));
        s3 =
                new S3Server(
                        endpoint.endpoint(),
                        endpoint.region(),
                        endpoint.accessKey(),
                        endpoint.secretKey());
        bucket = new BucketSeen(s3, BUCKET);
        cluster = new ServiceCluster(jobs, way.apply(s3));
        client = cluster.client();
        gateway = cluster.startGateway();
    }

    static ExportRig start() {
        return start(UnaryOperator.identity());
    }

    /// @param way by which the services and their links reach the object store
    static ExportRig start(UnaryOperator<S3Server> way) {
        var rig = new ExportRig(way);
        try {
            rig.begin();
        } catch (RuntimeException | Error e) {
            rig.close();
            throw e;
        }
        return rig;
    }

    private void begin() {
        startMissingWorkers();
        table().fill();
        gateway.awaitHealthy(START);
        workers.forEach(worker -> worker.awaitHealthy(START));
        cluster.register("plant", source);
    }

    /// Two that live and are ready, whatever was done to them before.
    void restore() {
        gateway.awaitHealthy(START);
        startMissingWorkers();
        workers.forEach(worker -> worker.awaitHealthy(START));
    }

    /// Returns before they are ready.
    void startMissingWorkers() {
        workers.removeIf(worker -> !worker.isAlive());
        while (workers.size() < WORKERS) {
            workers.add(cluster.start("export-worker"));
        }
    }

    void replaceGateway() {
        gateway.kill();
        gateway = cluster.startGateway();
        gateway.awaitHealthy(START);
    }

    SourceTable table() {
        return new SourceTable(source);
    }

    JobRowsSeen rows() {
        return new JobRowsSeen(jobs);
    }

    BucketSeen bucket() {
        return bucket;
    }

    /// Where the store keeps the bucket's objects.
    Path bucketDirectory() {
        return directory.resolve("s3").resolve(BUCKET);
    }

    SluiceClient client() {
        return client;
    }

    /// Submits the whole table as CSV.
    ///
    /// @return the job's id
    String export(Map<String, ?> options) {
        return export(SQL, options);
    }

    String export(String sql, Map<String, ?> options) {
        var body = new HashMap<String, Object>();
        body.put("sql", sql);
        body.put("format", "csv");
        body.put("options", options);
        return client.export(body).id();
    }

    /// The process that holds the job's lease.
    ServiceProcess workerOf(String jobId) {
        var pid = rows().workerPid(jobId);
        return workers.stream()
                .filter(worker -> worker.pid() == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody here has pid " + pid));
    }

    /// Looks so often that a fast export has not ended by then.
    void until(String what, BooleanSupplier condition) {
        await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }

    Job end(String jobId) {
        return end(jobId, PATIENCE);
    }

    Job end(String jobId, Duration patience) {
        return await("the end of " + jobId)
                .atMost(patience)
                .until(() -> client.job(jobId), job -> job.state().terminal());
    }

    JsonNode files(String jobId) {
        return client.document("/v1/jobs/" + jobId + "/files");
    }

    DownloadedExport download(JsonNode files) {
        try {
            var target = Files.createTempDirectory(directory, "download");
            return DownloadedExport.fetch(files, BUCKET, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Of all attempts.
    static String prefix(String jobId) {
        return "default/" + jobId + "/";
    }

    /// What the gateway does each hour, now.
    void sweepOrphans() {
        var store =
                ObjectStores.connect(
                        new S3Settings(
                                s3.endpoint(),
                                null,
                                s3.region(),
                                BUCKET,
                                s3.accessKey(),
                                s3.secretKey()));
        try (var database = DSL.using(jobs.jdbcUrl(), jobs.username(), jobs.password())) {
            new OrphanSweep(database, new BucketFiles(store)).run();
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("sluice-exports");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        workers.stream().filter(ServiceProcess::isAlive).forEach(ServiceProcess::resume);
        cluster.close();
        client.close();
        try (endpoint) {
            bucket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        removeDirectory();
    }

    private void removeDirectory() {
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
