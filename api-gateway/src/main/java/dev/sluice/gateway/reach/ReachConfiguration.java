package dev.sluice.gateway.reach;

import dev.sluice.jobstore.DatabaseSettings;
import dev.sluice.jobstore.KafkaSettings;
import dev.sluice.objects.S3Settings;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.address.OwnEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The gateway's way to the users' databases, unless the process has one already.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReachSettings.class)
public class ReachConfiguration {
    @Bean
    @ConditionalOnMissingBean
    DataSources dataSources(
            ReachSettings reach, DatabaseSettings database, KafkaSettings kafka, S3Settings store) {
        return DataSources.create(
                DataSourcesSettings.defaults()
                        .withAllowedRanges(reach.sourceAllowedRanges())
                        .withRequireReadonlyRole(reach.requireReadonlyRole())
                        .withForbidden(
                                OwnEndpoints.of(
                                        database.url(), kafka.bootstrap(), store.endpoint())));
    }
}
