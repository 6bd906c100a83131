package dev.sluice.gateway.source;

import dev.sluice.gateway.GatewaySettings;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.sources.DataSources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Sources.
@Configuration(proxyBeanMethods = false)
public class SourceConfiguration {
    @Bean
    SourceService sourceService(SourceRegistry registry, DataSources sources, Audit audit) {
        return new SourceService(registry, sources, audit);
    }

    @Bean
    SourcesController sourcesController(
            SourceRegistry registry, SourceService sources, Acceptance acceptance) {
        return new SourcesController(registry, sources, acceptance);
    }

    @Bean
    CatalogController catalogController(
            SourceService registered, DataSources sources, Calls calls, GatewaySettings settings) {
        return new CatalogController(registered, sources, calls, settings.callPatience());
    }
}
