package dev.sluice.gateway.sql;

import dev.sluice.gateway.GatewaySettings;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.sources.DataSources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Drafts and checks.
@Configuration(proxyBeanMethods = false)
public class SqlConfiguration {
    @Bean
    SqlController sqlController(
            SourceRegistry registry, DataSources sources, Calls calls, GatewaySettings settings) {
        return new SqlController(registry, new SqlCheck(sources), calls, settings.callPatience());
    }
}
