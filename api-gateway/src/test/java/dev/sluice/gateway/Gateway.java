package dev.sluice.gateway;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.worker.JobHandler;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.jobstore.worker.WorkerRuntime;
import dev.sluice.jobstore.worker.WorkerTools;
import dev.sluice.model.job.Lane;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.Valve;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// A gateway process in this JVM on real PostgreSQL, Kafka and S3, on a database and a bucket of its own.
final class Gateway implements AutoCloseable {
    static final String KEY = "slc_the-key-of-the-default-tenant";

    private static final Set<Lane> LANES = Set.of(Lane.values());

    private final ConfigurableApplicationContext context;
    private final PostgresServer.Database jobs;

    private final Map<String, Object> properties;

    private Gateway(
            ConfigurableApplicationContext context,
            PostgresServer.Database jobs,
            Map<String, Object> properties) {
        this.context = context;
        this.jobs = jobs;
        this.properties = properties;
    }

    static Gateway start(Map<String, Object> more) {
        var database = TestServers.postgres().createDatabase();
        var properties = properties(database);
        properties.putAll(more);
        return start(database, properties);
    }

    /// On a database that is another server's.
    static Gateway start(PostgresServer.Database database) {
        return start(database, properties(database));
    }

    /// A second gateway on the same database and bucket.
    Gateway another() {
        return another(Map.of());
    }

    /// The same with settings of its own.
    Gateway another(Map<String, Object> different) {
        var all = new HashMap<>(properties);
        all.putAll(different);
        return start(jobs, all);
    }

    private static Gateway start(PostgresServer.Database database, Map<String, Object> properties) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        var context =
                new SpringApplicationBuilder(GatewayConfiguration.class)
                        .environment(environment)
                        .run();
        return new Gateway(context, database, properties);
    }

    static Map<String, Object> properties(PostgresServer.Database database) {
        var s3 = TestServers.s3();
        var properties = new HashMap<String, Object>();
        properties.put("sluice.port", 0);
        properties.put("sluice.bootstrap-key", KEY);
        properties.put("sluice.secret-key", Base64.getEncoder().encodeToString(new byte[32]));
        properties.put("sluice.database.url", database.jdbcUrl());
        properties.put("sluice.database.username", database.username());
        properties.put("sluice.database.password", database.password());
        properties.put("sluice.kafka.bootstrap", TestServers.kafka().bootstrap());
        properties.put("sluice.s3.endpoint", s3.endpoint());
        properties.put("sluice.s3.region", s3.region());
        properties.put("sluice.s3.bucket", s3.createBucket());
        properties.put("sluice.s3.access-key", s3.accessKey());
        properties.put("sluice.s3.secret-key", s3.secretKey());
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
        properties.put("sluice.call-patience", "15s");
        return properties;
    }

    /// A client with the first key.
    Client client() {
        return client(KEY);
    }

    Client client(String key) {
        return new Client(port(), key);
    }

    int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return java.util.Objects.requireNonNull(server).getPort();
    }

    /// Something that stands before every request from here on.
    void add(Valve valve) {
        var server = ((WebServerApplicationContext) context).getWebServer();
        ((TomcatWebServer) java.util.Objects.requireNonNull(server))
                .getTomcat()
                .getEngine()
                .getPipeline()
                .addValve(valve);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(jobs.jdbcUrl(), jobs.username(), jobs.password());
    }

    PostgresServer.Database jobDatabase() {
        return jobs;
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /// A key of another tenant, or with other scopes.
    String key(String tenant, String... scopes) throws SQLException {
        var key = "slc_" + tenant + "-" + System.nanoTime() + "-with-some-scopes";
        try (var connection = database();
                var newTenant =
                        connection.prepareStatement(
                                "INSERT INTO tenant (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING");
                var newKey =
                        connection.prepareStatement(
                                "INSERT INTO api_key (id, tenant_id, name, key_hash, scopes) VALUES"
                                        + " (?, ?, 'test', sha256(convert_to(?, 'UTF8')), ?)")) {
            newTenant.setString(1, tenant);
            newTenant.setString(2, tenant);
            newTenant.execute();
            newKey.setString(1, "key_" + System.nanoTime());
            newKey.setString(2, tenant);
            newKey.setString(3, key);
            newKey.setArray(4, connection.createArrayOf("text", scopes));
            newKey.execute();
        }
        return key;
    }

    /// A real worker in this process whose work is `work`.
    Worker worker(Work work) {
        return worker(4, work);
    }

    /// @param slotsOfEachLane jobs that it runs at once
    Worker worker(int slotsOfEachLane, Work work) {
        var handler =
                new JobHandler() {
                    @Override
                    public Set<Lane> lanes() {
                        return LANES;
                    }

                    @Override
                    public void run(RunningJob job) throws Exception {
                        work.run(job);
                    }
                };
        var slots = LANES.stream().collect(Collectors.toMap(lane -> lane, lane -> slotsOfEachLane));
        var runtime = bean(WorkerTools.class).runtime(handler, slots);
        runtime.start();
        return new Worker(runtime);
    }

    record Worker(WorkerRuntime runtime) implements AutoCloseable {
        @Override
        public void close() {
            runtime.stop();
        }
    }

    @FunctionalInterface
    interface Work {
        void run(RunningJob job) throws Exception;
    }

    @Override
    public void close() {
        context.close();
    }
}
