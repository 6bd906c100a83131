package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.job.Lane;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DispatchSettingsTest {
    @Test
    void workersDecideUnlessALaneIsLimited() {
        var settings = read(Map.of());
        assertThat(settings.left(Lane.ANALYZE, 1_000)).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.left(Lane.EXPORT, 1_000)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aLaneIsLimitedByItsVariable() {
        var settings = read(Map.of("SLUICE_DISPATCH_MOST_RUNNING_EXPORT", "4"));
        assertThat(settings.left(Lane.EXPORT, 1)).isEqualTo(3);
        assertThat(settings.left(Lane.EXPORT_CALLS, 10)).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.left(Lane.ANALYZE, 10)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aLaneWithoutAnyPlaceIsRefused() {
        assertThatThrownBy(() -> read(Map.of("SLUICE_DISPATCH_MOST_RUNNING_ANALYZE", "0")))
                .rootCause()
                .hasMessageContaining("analyze");
    }

    private static DispatchSettings read(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new HashMap<>(variables)));
        try (var context = new AnnotationConfigApplicationContext()) {
            context.setEnvironment(environment);
            context.register(Reading.class);
            context.refresh();
            return context.getBean(DispatchSettings.class);
        }
    }

    @EnableConfigurationProperties(DispatchSettings.class)
    private static final class Reading {}
}
