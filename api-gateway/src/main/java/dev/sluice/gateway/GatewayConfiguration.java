package dev.sluice.gateway;

import dev.sluice.gateway.access.AccessConfiguration;
import dev.sluice.gateway.events.EventsConfiguration;
import dev.sluice.gateway.files.FilesConfiguration;
import dev.sluice.gateway.health.HealthConfiguration;
import dev.sluice.gateway.openapi.OpenApiConfiguration;
import dev.sluice.gateway.problem.ProblemConfiguration;
import dev.sluice.gateway.reach.ReachConfiguration;
import dev.sluice.gateway.snapshot.SnapshotConfiguration;
import dev.sluice.gateway.source.SourceConfiguration;
import dev.sluice.gateway.sql.SqlConfiguration;
import dev.sluice.gateway.status.StatusConfiguration;
import dev.sluice.gateway.submission.SubmissionConfiguration;
import dev.sluice.gateway.tenant.TenantConfiguration;
import dev.sluice.gateway.web.WebConfiguration;
import dev.sluice.jobstore.CoordinationConfiguration;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.retention.StoredFiles;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectStoreConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The gateway with everything it stands on: import it, and the process is a gateway. What the job store
/// sets up by itself is kept out of Spring Boot's hands, and so is what no route takes.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.jobrunr.spring.autoconfigure.JobRunrAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            // would write parts of a body that nobody takes to the disk
            "org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration"
        })
@EnableConfigurationProperties({GatewaySettings.class, FirstKeySettings.class})
@Import({
    CoordinationConfiguration.class,
    ObjectStoreConfiguration.class,
    ReachConfiguration.class,
    ProblemConfiguration.class,
    WebConfiguration.class,
    AccessConfiguration.class,
    EventsConfiguration.class,
    SubmissionConfiguration.class,
    StatusConfiguration.class,
    TenantConfiguration.class,
    FilesConfiguration.class,
    SqlConfiguration.class,
    SourceConfiguration.class,
    SnapshotConfiguration.class,
    HealthConfiguration.class,
    OpenApiConfiguration.class
})
public class GatewayConfiguration {
    @Bean
    FirstKey firstKey(ApiKeys keys, FirstKeySettings settings) {
        return new FirstKey(keys, settings);
    }

    /// Retention knows no object store; this is all it needs of one.
    @Bean
    StoredFiles storedFiles(ObjectStore objects) {
        return new BucketFiles(objects);
    }
}
