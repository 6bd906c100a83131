package dev.sluice.gateway.snapshot;

import dev.sluice.jobstore.snapshot.SnapshotKeeping;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.sources.DataSources;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Snapshots for exports.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SnapshotSettings.class)
public class SnapshotConfiguration {
    @Bean
    SnapshotKeeper snapshotKeeper(
            SnapshotKeeping keeping,
            SourceRegistry registry,
            DataSources sources,
            SnapshotSettings settings) {
        return new SnapshotKeeper(keeping, new SourceSnapshots(registry, sources), settings);
    }
}
