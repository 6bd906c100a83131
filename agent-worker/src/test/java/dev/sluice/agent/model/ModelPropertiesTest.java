package dev.sluice.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ModelPropertiesTest {
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void nothingSetMeansNoModel() {
        runner.run(context -> {
            var properties = context.getBean(ModelProperties.class);
            assertThat(properties.configured()).isFalse();
            assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(60));
        });
    }

    @Test
    void emptyTextMeansNotSet() {
        runner.withPropertyValues("sluice.model.base-url=", "sluice.model.name=")
                .run(context ->
                        assertThat(context.getBean(ModelProperties.class).configured()).isFalse());
    }

    @Test
    void theKeyNeverReachesText() {
        runner.withPropertyValues(
                        "sluice.model.base-url=https://models.example/v1",
                        "sluice.model.name=m",
                        "sluice.model.api-key=sk-secret")
                .run(context -> {
                    var properties = context.getBean(ModelProperties.class);
                    assertThat(properties.configured()).isTrue();
                    assertThat(properties.toString()).doesNotContain("sk-secret");
                });
    }

    @Test
    void theContractsVariablesAreBound() {
        runner.withInitializer(context ->
                        context.getEnvironment()
                                .getPropertySources()
                                .replace(
                                        "systemEnvironment",
                                        new SystemEnvironmentPropertySource(
                                                "systemEnvironment",
                                                Map.of(
                                                        "SLUICE_MODEL_BASE_URL",
                                                        "https://models.example/v1",
                                                        "SLUICE_MODEL_API_KEY",
                                                        "sk-1",
                                                        "SLUICE_MODEL_NAME",
                                                        "m"))))
                .run(context -> {
                    var properties = context.getBean(ModelProperties.class);
                    assertThat(properties.baseUrl()).isEqualTo("https://models.example/v1");
                    assertThat(properties.apiKey()).isEqualTo("sk-1");
                    assertThat(properties.configured()).isTrue();
                });
    }

    @Test
    void halfAModelStopsTheStart() {
        refused("belong together", "sluice.model.name=m");
        refused(
                "http or https address without credentials",
                "sluice.model.name=m",
                "sluice.model.base-url=ftp://x/v1");
        refused(
                "http or https address without credentials",
                "sluice.model.name=m",
                "sluice.model.base-url=https://u:p@x/v1");
    }

    private void refused(String why, String... properties) {
        runner.withPropertyValues(properties)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining(why));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ModelProperties.class)
    @Import(ValidationAutoConfiguration.class)
    static class Bound {}
}
