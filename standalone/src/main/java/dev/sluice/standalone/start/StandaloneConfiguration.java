package dev.sluice.standalone.start;

import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.sources.DataSources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The three services as they are in containers of their own, in one context.
@Configuration(proxyBeanMethods = false)
class StandaloneConfiguration {
    @Bean
    SourceRegistration sourceRegistration(SourceRegistry registry, DataSources sources) {
        return new SourceRegistration(registry, sources);
    }
}
