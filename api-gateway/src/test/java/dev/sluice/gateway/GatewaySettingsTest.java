package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

class GatewaySettingsTest {
    @Test
    void listensOnLoopbackUnlessTold() {
        var settings = bind(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.bodyLimit().toMegabytes()).isEqualTo(1);
        assertThat(settings.callPatience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.rateLimit().requests()).isEqualTo(60_000);
        assertThat(settings.https()).isFalse();
    }

    @Test
    void knowsThatBrowsersComeByHttps() {
        assertThat(bind(Map.of("sluice.public-url", "https://sluice.example.com")).https())
                .isTrue();
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> bind(Map.of("sluice.port", "70000")))
                .hasStackTraceContaining("65535");
    }

    private static GatewaySettings bind(Map<String, Object> properties) {
        try (var context =
                new SpringApplicationBuilder(Bound.class)
                        .web(WebApplicationType.NONE)
                        .properties(properties)
                        .run()) {
            return context.getBean(GatewaySettings.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(GatewaySettings.class)
    static class Bound {}
}
