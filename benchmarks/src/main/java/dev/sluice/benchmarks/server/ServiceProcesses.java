package dev.sluice.benchmarks.server;

import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.JavaProcess;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.embedded.KafkaBroker;
import dev.sluice.embedded.Ports;
import dev.sluice.embedded.S3Endpoint;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.embedded.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gateway and export worker as the processes that their images run; Kafka and the object store, with
/// its authorization on, are in this one.
public final class ServiceProcesses {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String GATEWAY = "api-gateway";
    private static final String WORKER = "export-worker";
    private static final List<String> GATEWAY_FLAGS = List.of("-Xmx384m", "-XX:+UseSerialGC");

    private final Installation installation;
    private final Map<String, String> environment;
    private final Path logs;
    private final Running running;
    private final SluiceApi api;

    private ServiceProcesses(
            Installation installation,
            Map<String, String> environment,
            Path logs,
            Running running,
            SluiceApi api) {
        this.installation = installation;
        this.environment = environment;
        this.logs = logs;
        this.running = running;
        this.api = api;
    }

    /// What differs between benchmarks.
    ///
    /// @param database for jobs
    /// @param folder of Kafka and the object store, below that of the benchmark
    /// @param gateway settings of the gateway
    public record Setup(String database, String folder, Map<String, String> gateway) {
        public static final Setup USUAL = new Setup("sluice_services", "services", Map.of());
    }

    /// Returns when the API answers and the database is registered; no worker is there yet.
    ///
    /// @param folder of the benchmark; what the services keep is below it
    /// @param running ends all that this starts
    public static ServiceProcesses start(
            Installation installation,
            BenchDatabase database,
            Secrets secrets,
            Path folder,
            Running running,
            Setup setup) {
        var own = folder.resolve(setup.folder());
        var kafka =
                running.add(
                        KafkaBroker.start(
                                new KafkaBroker.Settings(
                                        own.resolve("kafka"), Ports.free(), Ports.free())));
        var s3 =
                running.add(
                        S3Endpoint.start(
                                new S3Endpoint.Settings(
                                        own.resolve("objects"),
                                        LOOPBACK,
                                        Ports.free(),
                                        secrets.s3AccessKey(),
                                        secrets.s3SecretKey())));
        var environment = Addresses.jobDatabase(database.server(), secrets, setup.database());
        environment.put("SLUICE_KAFKA_BOOTSTRAP", kafka.bootstrap());
        environment.put("SLUICE_S3_ENDPOINT", s3.endpoint());
        environment.put("SLUICE_S3_REGION", s3.region());
        environment.put("SLUICE_S3_BUCKET", "sluice");
        environment.put("SLUICE_S3_ACCESS_KEY", s3.accessKey());
        environment.put("SLUICE_S3_SECRET_KEY", s3.secretKey());
        var logs = folder.resolve("logs");
        var port = Ports.free();
        var key = "slc_" + secrets.password("bench-key");
        var gateway = new HashMap<>(environment);
        gateway.put("SLUICE_PORT", Integer.toString(port));
        gateway.put("SLUICE_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        gateway.put("SLUICE_BOOTSTRAP_KEY", key);
        gateway.putAll(setup.gateway());
        var process =
                running.add(
                        JavaProcess.start(
                                GATEWAY,
                                GATEWAY_FLAGS,
                                installation.service(GATEWAY),
                                "dev.sluice.gateway.GatewayApplication",
                                List.of(),
                                gateway,
                                logs));
        var server = URI.create("http://localhost:" + port);
        Readiness.await(process, server.resolve("/v1/health"));
        var api = running.add(new SluiceApi(new ServerAddress(server, key)));
        api.register(database);
        return new ServiceProcesses(installation, environment, logs, running, api);
    }

    /// Starts an export worker; returns when it takes jobs. Whoever starts it [ends][#end] it before the
    /// next.
    ///
    /// @param heap as `-Xmx` takes it
    public JavaProcess worker(String heap) {
        return worker(heap, Map.of());
    }

    /// @param settings of the worker
    public JavaProcess worker(String heap, Map<String, String> settings) {
        var port = Ports.free();
        var own = new HashMap<>(environment);
        own.putAll(settings);
        own.put("SLUICE_MANAGEMENT_PORT", Integer.toString(port));
        var process =
                running.add(
                        JavaProcess.start(
                                WORKER,
                                // the collector that a JVM chooses in a container of that size
                                List.of(
                                        "-Xmx" + heap,
                                        "-XX:+UseSerialGC",
                                        "-XX:+ExitOnOutOfMemoryError"),
                                installation.service(WORKER),
                                "dev.sluice.exports.ExportWorkerApplication",
                                List.of(),
                                own,
                                logs));
        Readiness.await(
                process,
                URI.create("http://%s:%d/actuator/health/readiness".formatted(LOOPBACK, port)));
        return process;
    }

    public void end(JavaProcess worker) {
        running.end(worker);
    }

    public SluiceApi api() {
        return api;
    }
}
