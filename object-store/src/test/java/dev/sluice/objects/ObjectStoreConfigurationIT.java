package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ObjectStoreConfigurationIT {
    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(ObjectStoreConfiguration.class);

    @Test
    void settingsBecomeAStoreWithItsBucket() {
        var server = TestServers.s3();
        context.withPropertyValues(
                        "sluice.s3.endpoint=" + server.endpoint(),
                        "sluice.s3.bucket=made-by-settings",
                        "sluice.s3.access-key=" + server.accessKey(),
                        "sluice.s3.secret-key=" + server.secretKey())
                .run(started ->
                        await().until(() -> started.getBean(ObjectStore.class).ailment() == null));
    }

    @Test
    void theProcessStartsWithoutTheStore() {
        context.withPropertyValues(
                        "sluice.s3.endpoint=http://127.0.0.1:1",
                        "sluice.s3.access-key=a",
                        "sluice.s3.secret-key=s")
                .run(started ->
                        assertThat(started.getBean(ObjectStore.class).ailment())
                                .contains("no connection can be made"));
    }

    @Test
    void missingSettingsStopTheStart() {
        context.withPropertyValues("sluice.s3.endpoint=http://127.0.0.1:1")
                .run(started ->
                        assertThat(started)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining("sluice.s3.access-key"));
    }
}
