package dev.sluice.gateway.tenant;

import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.access.Tenants;
import dev.sluice.jobstore.retention.Retention;
import dev.sluice.jobstore.retention.SweepReports;
import dev.sluice.jobstore.retention.Sweeps;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Tenants, keys and what the sweeps found.
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {
    @Bean
    TenantsController tenantsController(
            Tenants tenants, Retention retention, Acceptance acceptance) {
        return new TenantsController(tenants, retention, acceptance);
    }

    @Bean
    SweepsController sweepsController(Sweeps sweeps, SweepReports reports) {
        return new SweepsController(sweeps, reports);
    }

    @Bean
    KeysController keysController(ApiKeys keys, Tenants tenants, Acceptance acceptance) {
        return new KeysController(keys, tenants, acceptance);
    }
}
