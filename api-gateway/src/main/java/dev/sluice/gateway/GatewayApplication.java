package dev.sluice.gateway;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The gateway as a process of its own. Probes and metrics are on `sluice.management-port` (8081).
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(GatewayConfiguration.class)
public class GatewayApplication {
    private static final Map<String, Object> DEFAULTS =
            Map.of(
                    "spring.application.name", "sluice-gateway",
                    "spring.main.banner-mode", "off",
                    "management.server.port", "${sluice.management-port:8081}",
                    "management.endpoints.web.exposure.include", "health,prometheus",
                    "management.endpoint.health.probes.enabled", "true");

    public static void main(String[] arguments) {
        start(arguments);
    }

    static ConfigurableApplicationContext start(String... arguments) {
        var application = new SpringApplication(GatewayApplication.class);
        application.setDefaultProperties(DEFAULTS);
        return application.run(arguments);
    }
}
