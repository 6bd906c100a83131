package dev.sluice.standalone.embedded;

import dev.sluice.embedded.BinaryCache;
import dev.sluice.embedded.KafkaBroker;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.embedded.S3Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// PostgreSQL, Kafka and the object store in the data directory: each of them whose address the
/// environment does not name.
public final class EmbeddedStack implements AutoCloseable {
    private static final String BUCKET = "sluice";

    private final @Nullable PostgresProcess postgres;
    private final @Nullable KafkaBroker kafka;
    private final @Nullable S3Endpoint s3;
    private final boolean ownsJobDatabase;
    private final Secrets secrets;

    private EmbeddedStack(
            @Nullable PostgresProcess postgres,
            @Nullable KafkaBroker kafka,
            @Nullable S3Endpoint s3,
            boolean ownsJobDatabase,
            Secrets secrets) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.s3 = s3;
        this.ownsJobDatabase = ownsJobDatabase;
        this.secrets = secrets;
    }

    /// Starts what is wanted side by side; returns when all take requests. If one fails, the others
    /// are stopped.
    ///
    /// @param needsPostgres whether PostgreSQL is wanted even if the job database is elsewhere
    public static EmbeddedStack start(
            DataDirectory data, Settings settings, boolean needsPostgres) {
        var ownsJobDatabase = !settings.has("SLUICE_DATABASE_URL");
        // ports are chosen one after the other, so that no two servers are given the same
        var postgres = ownsJobDatabase || needsPostgres ? postgresSettings(data) : null;
        var kafka = settings.has("SLUICE_KAFKA_BOOTSTRAP") ? null : kafkaSettings(data);
        var s3 = settings.has("SLUICE_S3_ENDPOINT") ? null : s3Settings(data, settings);
        try (var together = new SideBySide()) {
            var database =
                    together.start(
                            postgres, wanted -> startPostgres(wanted, data, ownsJobDatabase));
            var broker = together.start(kafka, KafkaBroker::start);
            var store = together.start(s3, S3Endpoint::start);
            together.await();
            return new EmbeddedStack(
                    database.get(), broker.get(), store.get(), ownsJobDatabase, data.secrets());
        }
    }

    /// The embedded PostgreSQL; empty where it was not wanted.
    public Optional<PostgresProcess> postgres() {
        return Optional.ofNullable(postgres);
    }

    /// The addresses and secrets that the services are configured with.
    public Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        if (postgres != null && ownsJobDatabase) {
            properties.put("sluice.database.url", postgres.jdbcUrl(JobDatabaseSetup.JOB_DATABASE));
            properties.put("sluice.database.username", JobDatabaseSetup.JOB_DATABASE);
            properties.put(
                    "sluice.database.password", secrets.password(JobDatabaseSetup.JOB_DATABASE));
        }
        if (kafka != null) {
            properties.put("sluice.kafka.bootstrap", kafka.bootstrap());
        }
        if (s3 != null) {
            properties.put("sluice.s3.endpoint", s3.endpoint());
            properties.put("sluice.s3.region", s3.region());
            // links work under whatever name the client has for this machine
            properties.put("sluice.s3.public-from-request", "true");
            properties.put("sluice.s3.port", Integer.toString(s3.port()));
            properties.put("sluice.s3.bucket", BUCKET);
            properties.put("sluice.s3.access-key", s3.accessKey());
            properties.put("sluice.s3.secret-key", s3.secretKey());
        }
        return properties;
    }

    /// What runs here, in words.
    public String description() {
        var names = new ArrayList<String>();
        if (postgres != null) {
            names.add("PostgreSQL on port " + postgres.port());
        }
        if (kafka != null) {
            names.add("Kafka at " + kafka.bootstrap());
        }
        if (s3 != null) {
            names.add("the object store on port " + s3.port());
        }
        return String.join(", ", names);
    }

    /// Stops them so that none waits for another: the object store, Kafka, PostgreSQL.
    @Override
    public void close() {
        SideBySide.closeInOrder(Arrays.asList(s3, kafka, postgres));
    }

    private static PostgresProcess.Settings postgresSettings(DataDirectory data) {
        var directory = data.path().resolve("postgresql");
        // first, or its port would seem taken and every source that names it would lose its server
        PostgresProcess.stopLeftBehind(directory, BinaryCache.directory());
        return new PostgresProcess.Settings(
                directory,
                BinaryCache.directory(),
                data.ports().internal("postgresql"),
                data.secrets().password(PostgresProcess.SUPERUSER),
                true);
    }

    private static KafkaBroker.Settings kafkaSettings(DataDirectory data) {
        return new KafkaBroker.Settings(
                data.path().resolve("kafka"),
                data.ports().internal("kafka"),
                data.ports().internal("kafka-controller"));
    }

    private static S3Endpoint.Settings s3Settings(DataDirectory data, Settings settings) {
        var port = data.ports().s3(settings.bind(), settings.s3Port());
        return new S3Endpoint.Settings(
                data.path().resolve("objects"),
                settings.bind(),
                port,
                data.secrets().s3AccessKey(),
                data.secrets().s3SecretKey());
    }

    private static PostgresProcess startPostgres(
            PostgresProcess.Settings wanted, DataDirectory data, boolean ownsJobDatabase) {
        var server = PostgresProcess.start(wanted);
        if (ownsJobDatabase) {
            JobDatabaseSetup.ensure(
                    server,
                    JobDatabaseSetup.JOB_DATABASE,
                    data.secrets().password(JobDatabaseSetup.JOB_DATABASE));
        }
        return server.watched();
    }
}
