package dev.sluice.exports;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The export worker as a process of its own. Its only port answers probes: `/actuator/health/liveness`
/// and `/actuator/health/readiness` on `sluice.management-port`, 8081 where none is set.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        // the job store sets up its own
        excludeName = {
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@Import({SourceReach.class, ExportWorkerConfiguration.class})
public class ExportWorkerApplication {
    private static final Map<String, Object> DEFAULTS =
            Map.of(
                    "spring.application.name", "sluice-export-worker",
                    "spring.main.banner-mode", "off",
                    "management.server.port", "${sluice.management-port:8081}",
                    // one server for both: it has nothing else to serve
                    "server.port", "${management.server.port}",
                    "server.shutdown", "graceful",
                    "management.endpoints.web.exposure.include", "health,prometheus",
                    "management.endpoint.health.probes.enabled", "true");

    public static void main(String[] arguments) {
        start(arguments);
    }

    static ConfigurableApplicationContext start(String... arguments) {
        var application = new SpringApplication(ExportWorkerApplication.class);
        application.setDefaultProperties(DEFAULTS);
        return application.run(arguments);
    }
}
