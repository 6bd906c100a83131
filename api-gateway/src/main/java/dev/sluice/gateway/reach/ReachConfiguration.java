package dev.sluice.gateway.reach;

import dev.sluice.gateway.GatewaySettings;
import dev.sluice.jobstore.DatabaseSettings;
import dev.sluice.jobstore.KafkaSettings;
import dev.sluice.objects.S3Settings;
import dev.sluice.outbound.guard.AddressGuard;
import dev.sluice.outbound.guard.SystemResolver;
import dev.sluice.outbound.target.Target;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.address.OwnEndpoints;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The gateway's way to the users' databases, unless the process has one already, and the judge of where
/// webhooks go.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ReachSettings.class, WebhookReachSettings.class})
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

    @Bean
    AddressGuard webhookGuard(
            WebhookReachSettings reach,
            GatewaySettings gateway,
            S3Settings store,
            Environment environment) {
        var own =
                Stream.of(
                                gateway.publicUrl(),
                                store.endpoint(),
                                environment.getProperty("sluice.s3.public-url"))
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        // what is no target is refused by itself
                        .filter(url -> Target.read(url) instanceof Target)
                        .toList();
        return new AddressGuard(reach.rules(own), new SystemResolver());
    }

    @Bean
    WebhookTargets webhookTargets(AddressGuard webhookGuard) {
        return new WebhookTargets(webhookGuard);
    }
}
