package dev.sluice.gateway.health;

import dev.sluice.jobstore.DatabaseSettings;
import dev.sluice.jobstore.KafkaSettings;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.worker.Workers;
import dev.sluice.objects.ObjectStore;
import dev.sluice.sources.DataSources;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The product's health.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelSettings.class)
public class HealthConfiguration {
    private static final Duration OFTEN = Duration.ofSeconds(2);

    /// What costs others something to answer.
    private static final Duration SELDOM = Duration.ofSeconds(30);

    @Bean
    DatabasePulse databasePulse(DatabaseSettings settings) {
        return new DatabasePulse(settings);
    }

    @Bean
    KafkaCheck kafkaCheck(KafkaSettings settings) {
        return new KafkaCheck(settings.bootstrap());
    }

    @Bean
    ModelCheck modelCheck(ModelSettings settings) {
        return new ModelCheck(settings);
    }

    @Bean
    HealthController healthController(
            DatabasePulse pulse,
            KafkaCheck kafka,
            ObjectStore objects,
            ModelCheck model,
            Workers workers,
            SourceRegistry registry,
            DataSources sources) {
        return new HealthController(
                List.of(
                        new CachedCheck("database", Duration.ZERO, () -> database(pulse)),
                        new CachedCheck("kafka", OFTEN, kafka::check),
                        new CachedCheck("object_store", OFTEN, () -> store(objects)),
                        new CachedCheck("model", SELDOM, model::check),
                        new CachedCheck("workers", OFTEN, new WorkersCheck(workers)::check),
                        new CachedCheck(
                                "sources", SELDOM, new SourcesCheck(registry, sources)::check)));
    }

    private static Component database(DatabasePulse pulse) {
        return pulse.away()
                ? Component.unhealthy("the job database does not answer")
                : Component.HEALTHY;
    }

    private static Component store(ObjectStore objects) {
        return objects.ailment() == null
                ? Component.HEALTHY
                : Component.unhealthy("the object store does not answer; exports wait");
    }
}
