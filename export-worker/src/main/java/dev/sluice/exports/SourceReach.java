package dev.sluice.exports;

import dev.sluice.jobstore.DatabaseSettings;
import dev.sluice.jobstore.KafkaSettings;
import dev.sluice.objects.S3Settings;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.address.OwnEndpoints;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The way to the users' databases of a worker in a process of its own; in one with the gateway they
/// share the gateway's.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourceReach.Settings.class)
class SourceReach {
    /// `SLUICE_SOURCE_ALLOWED_RANGES` and `SLUICE_REQUIRE_READONLY_ROLE`.
    ///
    /// @param sourceAllowedRanges networks as CIDR that sources must lie in; empty for any
    /// @param requireReadonlyRole whether roles that could write are refused
    @ConfigurationProperties("sluice")
    record Settings(
            @DefaultValue List<String> sourceAllowedRanges,
            @DefaultValue("false") boolean requireReadonlyRole) {}

    @Bean
    DataSources dataSources(
            Settings reach, DatabaseSettings database, KafkaSettings kafka, S3Settings store) {
        return DataSources.create(
                DataSourcesSettings.defaults()
                        .withAllowedRanges(reach.sourceAllowedRanges())
                        .withRequireReadonlyRole(reach.requireReadonlyRole())
                        .withForbidden(
                                OwnEndpoints.of(
                                        database.url(), kafka.bootstrap(), store.endpoint())));
    }
}
