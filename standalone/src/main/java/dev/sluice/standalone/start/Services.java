package dev.sluice.standalone.start;

import dev.sluice.standalone.embedded.DataDirectory;
import dev.sluice.standalone.embedded.EmbeddedStack;
import dev.sluice.standalone.embedded.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Gateway and both workers in one Spring context.
final class Services {
    private static final List<String> TELL_OF_A_FAILED_START =
            List.of(
                    "org.springframework.boot.SpringApplication",
                    "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
                    "org.springframework.boot.tomcat.servlet.DeferredServletContainerInitializers",
                    "org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext");

    private Services() {}

    static ConfigurableApplicationContext start(
            Settings settings,
            DataDirectory data,
            EmbeddedStack stack,
            String apiKey,
            List<SourceOption> sources) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "standalone", properties(settings, data, stack, apiKey)));
        SpringApplication application =
                new SpringApplicationBuilder(StandaloneConfiguration.class)
                        .environment(environment)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        // the launcher stops the context before the servers that it uses
                        .registerShutdownHook(false)
                        .initializers(context -> registerAtStart(context, sources))
                        .build();
        try {
            return application.run();
        } catch (RuntimeException e) {
            throw StartFailure.explained(e);
        }
    }

    private static void registerAtStart(
            ConfigurableApplicationContext context, List<SourceOption> sources) {
        ((GenericApplicationContext) context)
                .registerBean(
                        SourcesAtStart.class,
                        () ->
                                new SourcesAtStart(
                                        context.getBean(SourceRegistration.class), sources));
    }

    private static Map<String, Object> properties(
            Settings settings, DataDirectory data, EmbeddedStack stack, String apiKey) {
        var properties = new HashMap<String, Object>(stack.properties());
        properties.put("sluice.port", settings.port());
        properties.put("sluice.bind", settings.bind());
        properties.put("sluice.data-dir", data.path().toString());
        properties.put("sluice.bootstrap-key", apiKey);
        properties.put("spring.application.name", "sluice");
        // probes and metrics are for this machine
        properties.put("management.server.address", "127.0.0.1");
        properties.put("management.server.port", managementPort(settings, data));
        properties.put("management.endpoints.web.exposure.include", "health,info,prometheus");
        if (!settings.has("SLUICE_SECRET_KEY")) {
            properties.put("sluice.secret-key", data.secrets().secretKey());
        }
        // what keeps Sluice from starting is told once, by the command
        TELL_OF_A_FAILED_START.forEach(logger -> properties.put("logging.level." + logger, "OFF"));
        // open event streams end with the server; nobody waits half a minute for them
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        return properties;
    }

    private static String managementPort(Settings settings, DataDirectory data) {
        return settings.find("SLUICE_MANAGEMENT_PORT")
                .orElseGet(() -> Integer.toString(data.ports().internal("management")));
    }
}
