package dev.sluice.exports;

import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.CoordinationConfiguration;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.retention.OrphanSweep;
import dev.sluice.jobstore.retention.StoredFiles;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Priority;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectStoreConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What a gateway does for exports, without its HTTP: accepts jobs, dispatches them, knows their end.
/// Has a job database, a source database and a bucket of its own.
final class GatewayHalf implements AutoCloseable {
    static final String TENANT = "default";
    private static final String SOURCE = "source";

    private final Database source = TestServers.postgres().createDatabase();
    private final Map<String, String> settings = settings();
    private final ConfigurableApplicationContext context =
            new SpringApplicationBuilder(Half.class)
                    .web(WebApplicationType.NONE)
                    .properties(new HashMap<>(settings))
                    .properties("spring.main.banner-mode=off")
                    .run();

    GatewayHalf() {
        // makes the tenant, too
        context.getBean(ApiKeys.class).ensureFirstKey(null);
        context.getBean(SourceRegistry.class)
                .create(
                        new SourceConnection(
                                TENANT,
                                SOURCE,
                                "postgresql",
                                source.url(),
                                source.username(),
                                source.password(),
                                List.of(),
                                List.of(),
                                1),
                        List.of());
    }

    /// What a worker of this gateway is configured with.
    Map<String, String> workerSettings() {
        return settings;
    }

    Database source() {
        return source;
    }

    GatewayHalf with(String... statements) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                source.jdbcUrl(), source.username(), source.password());
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        }
        return this;
    }

    /// The only row's only column as text.
    String query(String sql) {
        try (var connection =
                        DriverManager.getConnection(
                                source.jdbcUrl(), source.username(), source.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Job submit(String sql, ExportFormat format, Compression compression) {
        return context.getBean(Submissions.class)
                .submit(
                        new NewJob(
                                TENANT,
                                JobType.EXPORT,
                                new ExportRequest(
                                        null, format, compression, ExportOptions.DEFAULTS),
                                null,
                                sql,
                                SOURCE,
                                null,
                                List.of(),
                                Priority.NORMAL,
                                NewJob.DEFAULT_DEADLINE,
                                null,
                                1));
    }

    Job job(Job submitted) {
        return jobs().find(TENANT, submitted.id()).orElseThrow();
    }

    Jobs jobs() {
        return context.getBean(Jobs.class);
    }

    Manifest manifest(Job submitted) {
        return jobs().manifest(TENANT, submitted.id());
    }

    String bucket() {
        return settings.getOrDefault("sluice.s3.bucket", "");
    }

    /// A stored file by a signed link.
    InputStream open(Manifest.Part part) throws IOException {
        var link = objects().sign(part.key(), Duration.ofMinutes(10), part.name(), null).url();
        return URI.create(link).toURL().openStream();
    }

    ObjectStore objects() {
        return context.getBean(ObjectStore.class);
    }

    /// What housekeeping does once an hour.
    void sweepOrphans() {
        context.getBean(OrphanSweep.class).run();
    }

    private static Map<String, String> settings() {
        var jobs = TestServers.postgres().createDatabase();
        var s3 = TestServers.s3();
        return Map.of(
                "sluice.database.url", jobs.jdbcUrl(),
                "sluice.database.username", jobs.username(),
                "sluice.database.password", jobs.password(),
                "sluice.kafka.bootstrap", TestServers.kafka().bootstrap(),
                "sluice.secret-key", Base64.getEncoder().encodeToString(new byte[32]),
                "sluice.s3.endpoint", s3.endpoint(),
                "sluice.s3.region", s3.region(),
                "sluice.s3.bucket", s3.createBucket(),
                "sluice.s3.access-key", s3.accessKey(),
                "sluice.s3.secret-key", s3.secretKey());
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @Import({CoordinationConfiguration.class, ObjectStoreConfiguration.class})
    static class Half {
        @Bean
        StoredFiles storedFiles(ObjectStore objects) {
            return new StoredFiles() {
                @Override
                public int deleteAllBut(String prefix, Set<String> kept) {
                    return objects.deleteAllBut(prefix, kept);
                }

                @Override
                public List<String> prefixes(String prefix) {
                    return objects.prefixes(prefix);
                }
            };
        }
    }
}
