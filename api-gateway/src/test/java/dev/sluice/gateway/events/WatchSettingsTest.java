package dev.sluice.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

class WatchSettingsTest {
    @Test
    void hasRoomForThousands() {
        assertThat(bind(Map.of()))
                .isEqualTo(new WatchSettings(4000, 500, Duration.ofSeconds(25), 4000, 2000));
    }

    @Test
    void refusesAServerWithoutStreams() {
        assertThatThrownBy(() -> bind(Map.of("sluice.watch.streams", "0")))
                .hasStackTraceContaining("streams");
    }

    private static WatchSettings bind(Map<String, Object> properties) {
        try (var context =
                new SpringApplicationBuilder(Settings.class)
                        .web(WebApplicationType.NONE)
                        .properties(properties)
                        .properties(Map.of("spring.main.banner-mode", "off"))
                        .run()) {
            return context.getBean(WatchSettings.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(WatchSettings.class)
    static class Settings {}
}
