package dev.sluice.gateway.tenant;

import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.access.Tenants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Tenants and keys.
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {
    @Bean
    TenantsController tenantsController(Tenants tenants, Acceptance acceptance) {
        return new TenantsController(tenants, acceptance);
    }

    @Bean
    KeysController keysController(ApiKeys keys, Tenants tenants, Acceptance acceptance) {
        return new KeysController(keys, tenants, acceptance);
    }
}
