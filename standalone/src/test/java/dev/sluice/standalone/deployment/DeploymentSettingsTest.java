package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Each setting of the deployment files exists in the code, and none that the code requires is missing.
class DeploymentSettingsTest {
    private static final List<String> SERVICES =
            List.of("api-gateway", "agent-worker", "export-worker");

    @Test
    void theCodeHasRequiredAndOptionalSettings() {
        assertThat(KnownSettings.required())
                .contains("SLUICE_SECRET_KEY", "SLUICE_KAFKA_BOOTSTRAP", "SLUICE_S3_ENDPOINT")
                .doesNotContain("SLUICE_S3_PUBLIC_URL", "SLUICE_PORT", "SLUICE_MODEL_NAME");
    }

    @Test
    void composeSetsWhatTheCodeKnowsAndAllItRequires() {
        for (var service : SERVICES) {
            var environment =
                    Tree.of(Repository.documents("docker-compose.yml").getFirst())
                            .at("services", service, "environment")
                            .map()
                            .keySet();
            assertThat(KnownSettings.all()).as(service).containsAll(environment);
            assertThat(environment).as(service).containsAll(KnownSettings.required());
        }
    }

    @Test
    void kubernetesSetsWhatTheCodeKnowsAndAllItRequires() {
        var settings = settings("k8s/base/settings.yaml");
        for (var service : SERVICES) {
            var environment = new TreeSet<>(settings);
            Tree.of(Repository.documents("k8s/base/" + service + ".yaml").getFirst())
                    .at("spec", "template", "spec", "containers")
                    .list()
                    .getFirst()
                    .at("env")
                    .list()
                    .forEach(entry -> environment.add(entry.at("name").text()));
            assertThat(KnownSettings.all()).as(service).containsAll(environment);
            assertThat(environment).as(service).containsAll(KnownSettings.required());
        }
        assertThat(KnownSettings.all())
                .containsAll(settings("k8s/overlays/production/settings.yaml"));
    }

    private static Set<String> settings(String file) {
        return Tree.of(Repository.documents(file).getFirst()).at("data").map().keySet();
    }
}
