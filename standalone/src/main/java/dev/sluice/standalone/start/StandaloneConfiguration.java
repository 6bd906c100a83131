package dev.sluice.standalone.start;

import dev.sluice.agent.AgentWorkerConfiguration;
import dev.sluice.exports.ExportWorkerConfiguration;
import dev.sluice.gateway.GatewayConfiguration;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.sources.DataSources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The three services as they are in containers of their own, in one context.
@Configuration(proxyBeanMethods = false)
@Import({
    GatewayConfiguration.class,
    AgentWorkerConfiguration.class,
    ExportWorkerConfiguration.class
})
class StandaloneConfiguration {
    @Bean
    SourceRegistration sourceRegistration(SourceRegistry registry, DataSources sources) {
        return new SourceRegistration(registry, sources);
    }
}
