package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.embedded.Directories;
import dev.sluice.fixtures.FaultProxy;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Two of each service, a job database, a source, a broker and an object store, each a process of its own,
/// with a [FaultProxy] in every way between them.
public final class Rig implements AutoCloseable {
    public static final String BUCKET = "sluice";
    public static final String ACCESS_KEY = "chaos-access-key";
    public static final String SECRET_KEY = "only-for-chaos";
    public static final String JOB_DATABASE = "sluice";
    public static final String BOOTSTRAP_KEY = "slc_only-for-chaos-0123456789";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String BROKER_HEAP = "256m";
    private static final String STORE_HEAP = "160m";
    private static final int OF_EACH = 2;

    private final Running running = Running.untilTheEnd();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Installation installation;
    private final Path directory;
    private final DatabaseServer jobs;
    private final DatabaseServer source;
    private final Member broker;
    private final Member store;
    private final OwnPorts ports = new OwnPorts();
    private final int storePort = ports.take();
    private final Ways ways;
    private final Optional<WallClocks> clocks;
    private final List<Service> services = new ArrayList<>();

    private Rig(Installation installation, Path directory) {
        this.installation = installation;
        this.directory = directory;
        Directories.createPrivate(pausePoints());
        clocks = WallClocks.in(directory.resolve("clocks"));
        var brokerPort = ports.take();
        var toBroker = way(brokerPort);
        broker = brokerProcess(brokerPort, toBroker.port());
        store = storeProcess();
        broker.start();
        store.start();
        var source =
                CompletableFuture.supplyAsync(() ->
                        running.add(new DatabaseServer(directory.resolve("source"), ports.take())));
        jobs = running.add(new DatabaseServer(directory.resolve("jobs"), ports.take()));
        this.source = source.join();
        var gatewayPorts = List.of(ports.take(), ports.take());
        ways =
                new Ways(
                        toBroker,
                        way(this.source.port()),
                        gatewayPorts.stream().map(port -> way(port)).toList());
        for (var role : Role.values()) {
            for (int i = 0; i < OF_EACH; i++) {
                services.add(service(role, i + 1, gatewayPorts.get(i)));
            }
        }
    }

    /// Returns when every service is ready.
    ///
    /// @param directory empty; takes logs, databases and files
    public static Rig start(Installation installation, Path directory) {
        var rig = new Rig(installation, directory);
        try {
            rig.begin();
            return rig;
        } catch (RuntimeException | Error e) {
            rig.close();
            throw e;
        }
    }

    private void begin() {
        jobs.create(JOB_DATABASE);
        SourceTables.fill(source);
        broker.awaitReady();
        store.awaitReady();
        services.forEach(service -> service.process().start());
        services.forEach(service -> service.process().awaitReady());
    }

    public DatabaseServer jobs() {
        return jobs;
    }

    public DatabaseServer source() {
        return source;
    }

    public Member broker() {
        return broker;
    }

    public Member store() {
        return store;
    }

    public Ways ways() {
        return ways;
    }

    public List<Service> services() {
        return List.copyOf(services);
    }

    public List<Service> services(Role role) {
        return services.stream().filter(service -> service.role() == role).toList();
    }

    /// As customers reach them, by their order.
    public List<URI> gateways() {
        return ways.toGateways().stream()
                .map(way -> URI.create("http://%s:%d".formatted(LOOPBACK, way.port())))
                .toList();
    }

    /// What a tenant registers as its source.
    public Map<String, Object> sourceRegistration() {
        return Map.of(
                "name",
                SourceTables.DATABASE,
                "kind",
                "postgresql",
                "url",
                "postgresql://%s:%d/%s"
                        .formatted(LOOPBACK, ways.toSource().port(), SourceTables.DATABASE),
                "username",
                SourceTables.READER,
                "password",
                source.password());
    }

    public String sourceUrl() {
        return source.jdbcUrl(SourceTables.DATABASE);
    }

    public String jobsUrl() {
        return jobs.jdbcUrl(JOB_DATABASE);
    }

    /// Of the services, by their names; empty where this machine cannot make them wrong.
    public Optional<WallClocks> clocks() {
        return clocks;
    }

    /// Past every proxy.
    public URI storeEndpoint() {
        return URI.create("http://%s:%d".formatted(LOOPBACK, storePort));
    }

    /// Where services look which steps are wanted.
    public Path pausePoints() {
        return directory.resolve("pause-points");
    }

    @Override
    public void close() {
        services.forEach(service -> service.process().kill());
        running.close();
        http.close();
    }

    private Member brokerProcess(int port, int advertisedPort) {
        return server(
                "broker",
                BROKER_HEAP,
                BrokerMain.class,
                directory.resolve("kafka").toString(),
                Integer.toString(port),
                Integer.toString(ports.take()),
                Integer.toString(advertisedPort));
    }

    private Member storeProcess() {
        return server(
                "object-store",
                STORE_HEAP,
                StoreMain.class,
                directory.resolve("objects").toString(),
                Integer.toString(storePort),
                ACCESS_KEY,
                SECRET_KEY);
    }

    private Member server(String name, String heap, Class<?> main, String... words) {
        var probe = ports.take();
        var arguments = new ArrayList<>(List.of(words));
        arguments.add(Integer.toString(probe));
        return member(
                new Member.Words(
                        name,
                        heap,
                        installation.everything(),
                        main.getName(),
                        List.copyOf(arguments),
                        Map.of(),
                        URI.create("http://%s:%d/".formatted(LOOPBACK, probe))));
    }

    private FaultProxy way(int serverPort) {
        return running.add(FaultProxy.to(LOOPBACK, serverPort, ports.take()));
    }

    private Service service(Role role, int number, int gatewayPort) {
        var toJobs = way(jobs.port());
        var toStore = way(storePort);
        var management = ports.take();
        var environment = new HashMap<String, String>();
        environment.put(
                "SLUICE_DATABASE_URL",
                "jdbc:postgresql://%s:%d/%s".formatted(LOOPBACK, toJobs.port(), JOB_DATABASE));
        environment.put("SLUICE_DATABASE_USERNAME", JOB_DATABASE);
        environment.put("SLUICE_DATABASE_PASSWORD", jobs.password());
        environment.put("SLUICE_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        environment.put(
                "SLUICE_KAFKA_BOOTSTRAP", "%s:%d".formatted(LOOPBACK, ways.toBroker().port()));
        environment.put("SLUICE_S3_ENDPOINT", "http://%s:%d".formatted(LOOPBACK, toStore.port()));
        environment.put("SLUICE_S3_BUCKET", BUCKET);
        environment.put("SLUICE_S3_ACCESS_KEY", ACCESS_KEY);
        environment.put("SLUICE_S3_SECRET_KEY", SECRET_KEY);
        environment.put("SLUICE_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("SLUICE_PAUSE_POINTS", pausePoints().toString());
        if (role == Role.GATEWAY) {
            environment.put("SLUICE_PORT", Integer.toString(gatewayPort));
            environment.put("SLUICE_BOOTSTRAP_KEY", BOOTSTRAP_KEY);
        }
        clocks.ifPresent(
                clocks -> environment.putAll(clocks.environment(role.module() + "-" + number)));
        if (role == Role.AGENT) {
            environment.put("SPRING_MAIN_SOURCES", AskingAgents.class.getName());
        }
        var process =
                member(
                        new Member.Words(
                                role.module() + "-" + number,
                                role.heap(),
                                classPath(role),
                                role.mainClass(),
                                List.of(),
                                Map.copyOf(environment),
                                URI.create(
                                        "http://%s:%d/actuator/health/readiness"
                                                .formatted(LOOPBACK, management))));
        return new Service(role, number, process, toJobs, toStore);
    }

    private String classPath(Role role) {
        var image = installation.service(role.module());
        return role == Role.AGENT ? image + File.pathSeparator + installation.benchmarks() : image;
    }

    private Member member(Member.Words words) {
        return running.add(new Member(words, directory.resolve("logs"), http));
    }
}
