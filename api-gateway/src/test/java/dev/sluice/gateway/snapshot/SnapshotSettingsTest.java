package dev.sluice.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

class SnapshotSettingsTest {
    @Test
    void holdsEightForADayUnlessTold() {
        assertThat(bind(Map.of())).isEqualTo(new SnapshotSettings(8, Duration.ofDays(1)));
        assertThat(bind(Map.of("sluice.snapshots.at-once", "0")).atOnce()).isZero();
    }

    @Test
    void refusesToHoldForNoTimeAtAll() {
        assertThatThrownBy(() -> bind(Map.of("sluice.snapshots.longest", "0s")))
                .hasStackTraceContaining("longest");
    }

    private static SnapshotSettings bind(Map<String, Object> properties) {
        try (var context =
                new SpringApplicationBuilder(Bound.class)
                        .web(WebApplicationType.NONE)
                        .properties(properties)
                        .run()) {
            return context.getBean(SnapshotSettings.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SnapshotSettings.class)
    static class Bound {}
}
