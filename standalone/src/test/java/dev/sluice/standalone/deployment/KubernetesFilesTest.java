package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KubernetesFilesTest {
    private static final String BASE = "k8s/base";
    private static final String OVERLAY = "k8s/overlays/production";
    private static final Set<String> SERVICES =
            Set.of("api-gateway", "agent-worker", "export-worker");

    private final Tree kustomization =
            Tree.of(Repository.documents(BASE + "/kustomization.yaml").getFirst());
    private final List<Tree> resources = resources();

    @Test
    void everyFileIsListedAndEveryListedFileExists() {
        for (var folder : List.of(BASE, OVERLAY)) {
            var listed = new TreeSet<String>();
            var file = Tree.of(Repository.documents(folder + "/kustomization.yaml").getFirst());
            file.at("resources").list().forEach(resource -> listed.add(resource.text()));
            file.at("patches").list().forEach(patch -> listed.add(patch.at("path").text()));
            if (listed.remove("../../base")) {
                assertThat(Repository.ROOT.resolve(folder).resolve("../../base/kustomization.yaml"))
                        .exists();
            }
            assertThat(
                            Repository.files(folder, ".yaml").stream()
                                    .map(path -> path.substring(folder.length() + 1))
                                    .filter(name -> !name.equals("kustomization.yaml")))
                    .as(folder)
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void everyDocumentSaysWhatItIs() {
        for (var file : Repository.files("k8s", ".yaml")) {
            for (var document : Repository.documents(file)) {
                assertThat(Tree.of(document).at("apiVersion").text()).as(file).isNotEmpty();
                assertThat(Tree.of(document).at("kind").text()).as(file).isNotEmpty();
            }
        }
    }

    @Test
    void patchesNameWhatTheBaseHas() {
        var overlay = Tree.of(Repository.documents(OVERLAY + "/kustomization.yaml").getFirst());
        for (var patch : overlay.at("patches").list()) {
            var document =
                    Tree.of(
                            Repository.documents(OVERLAY + "/" + patch.at("path").text())
                                    .getFirst());
            var kind = document.at("kind").text();
            assertThat(named(kind, document.at("metadata", "name").text()).isPresent()).isTrue();
        }
        var images =
                kind("Deployment").stream()
                        .map(KubernetesFilesTest::container)
                        .map(c -> c.at("image").text());
        assertThat(overlay.at("images").list().stream().map(image -> image.at("name").text()))
                .containsExactlyInAnyOrderElementsOf(images.toList());
    }

    @Test
    void selectorsMatchLabels() {
        for (var deployment : kind("Deployment")) {
            assertThat(podLabels(deployment).entrySet())
                    .as(name(deployment))
                    .containsAll(deployment.at("spec", "selector", "matchLabels").map().entrySet());
        }
        for (var service : kind("Service")) {
            assertThat(matching(service.at("spec", "selector"))).as(name(service)).hasSize(1);
        }
        for (var budget : kind("PodDisruptionBudget")) {
            assertThat(matching(budget.at("spec", "selector", "matchLabels")))
                    .as(name(budget))
                    .hasSize(1);
        }
        for (var policy : kind("NetworkPolicy")) {
            assertThat(matching(policy.at("spec", "podSelector", "matchLabels")))
                    .as(name(policy))
                    .isNotEmpty();
        }
        for (var scaled : kind("ScaledObject")) {
            assertThat(
                            named("Deployment", scaled.at("spec", "scaleTargetRef", "name").text())
                                    .isPresent())
                    .as(name(scaled))
                    .isTrue();
        }
    }

    @Test
    void portsMatch() {
        for (var deployment : kind("Deployment")) {
            var names = new ArrayList<String>();
            container(deployment)
                    .at("ports")
                    .list()
                    .forEach(port -> names.add(port.at("name").text()));
            for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                var port = container(deployment).at(probe, "httpGet", "port").text();
                assertThat(port).as(probe).isEqualTo("management");
            }
            assertThat(names).as(name(deployment)).contains("management");
            assertThat(ports(deployment)).containsEntry("management", "8081");
        }
        assertThat(ports(named("Deployment", "api-gateway"))).containsEntry("http", "8080");
        var service = named("Service", "api-gateway").at("spec", "ports").list().getFirst();
        assertThat(service.at("targetPort").text()).isEqualTo("http");
        var backend =
                Tree.of(Repository.documents(OVERLAY + "/ingress.yaml").getFirst())
                        .at("spec", "rules")
                        .list()
                        .getFirst()
                        .at("http", "paths")
                        .list()
                        .getFirst()
                        .at("backend", "service");
        assertThat(backend.at("name").text()).isEqualTo("api-gateway");
        assertThat(backend.at("port", "name").text()).isEqualTo(service.at("name").text());
    }

    @Test
    void everyPodIsConfined() {
        for (var deployment : kind("Deployment")) {
            var pod = deployment.at("spec", "template", "spec");
            var container = container(deployment);
            assertThat(pod.at("securityContext", "runAsNonRoot").text()).isEqualTo("true");
            assertThat(pod.at("securityContext", "seccompProfile", "type").text())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.at("automountServiceAccountToken").text()).isEqualTo("false");
            assertThat(container.at("securityContext", "readOnlyRootFilesystem").text())
                    .isEqualTo("true");
            assertThat(container.at("securityContext", "allowPrivilegeEscalation").text())
                    .isEqualTo("false");
            assertThat(container.at("securityContext", "capabilities", "drop").toString())
                    .isEqualTo("[ALL]");
            assertThat(container.at("resources", "requests").map()).containsKeys("cpu", "memory");
            assertThat(container.at("resources", "limits").map()).containsKey("memory");
            assertThat(container.at("volumeMounts").toString()).contains("/tmp");
            assertThat(pod.at("volumes").toString()).contains("emptyDir");
        }
    }

    @Test
    void secretsAreNamedAndNeverIncluded() {
        for (var file : Repository.files("k8s", ".yaml")) {
            for (var document : Repository.documents(file)) {
                assertThat(Tree.of(document).at("kind").text()).as(file).isNotEqualTo("Secret");
            }
        }
        for (var deployment : kind("Deployment")) {
            for (var entry : container(deployment).at("env").list()) {
                assertThat(entry.at("valueFrom", "secretKeyRef", "name").text())
                        .as(entry.at("name").text())
                        .startsWith("sluice-");
                assertThat(entry.at("value").isPresent()).isFalse();
            }
        }
        assertThat(settings().keySet()).noneMatch(name -> name.matches(".*(PASSWORD|_KEY).*"));
    }

    @Test
    void trafficIsDeniedUnlessAPolicyOpensIt() {
        var denying = named("NetworkPolicy", "sluice-default-deny").at("spec");
        assertThat(denying.at("policyTypes").toString()).isEqualTo("[Ingress, Egress]");
        assertThat(denying.at("ingress").isPresent()).isFalse();
        assertThat(denying.at("egress").isPresent()).isFalse();
        assertThat(matching(denying.at("podSelector", "matchLabels"))).hasSize(3);
    }

    @Test
    void workersScaleByTheirOwnLanes() {
        assertThat(kind("ScaledObject").stream().map(KubernetesFilesTest::name))
                .containsExactlyInAnyOrder("agent-worker", "export-worker");
        assertThat(query("agent-worker")).contains("'ANALYZE'").doesNotContain("'EXPORT'");
        assertThat(query("export-worker")).contains("'EXPORT'").doesNotContain("'ANALYZE'");
        for (var worker : List.of("agent-worker", "export-worker")) {
            assertThat(named("Deployment", worker).at("spec", "replicas").isPresent())
                    .as("KEDA alone decides about %s", worker)
                    .isFalse();
        }
        assertThat(named("TriggerAuthentication", "sluice-backlog").isPresent()).isTrue();
    }

    @Test
    void everyServiceHasADeploymentAndABudget() {
        assertThat(kind("Deployment").stream().map(KubernetesFilesTest::name))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(kind("PodDisruptionBudget").stream().map(KubernetesFilesTest::name))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        for (var service : SERVICES) {
            assertThat(Files.isDirectory(Repository.ROOT.resolve(service))).isTrue();
        }
    }

    String query(String worker) {
        return named("ScaledObject", worker)
                .at("spec", "triggers")
                .list()
                .getFirst()
                .at("metadata", "query")
                .text();
    }

    private Map<String, Object> settings() {
        return named("ConfigMap", "sluice-settings").at("data").map();
    }

    private List<Tree> resources() {
        return kustomization.at("resources").list().stream()
                .flatMap(file -> Repository.documents(BASE + "/" + file.text()).stream())
                .map(Tree::of)
                .toList();
    }

    private List<Tree> kind(String kind) {
        return resources.stream().filter(r -> r.at("kind").text().equals(kind)).toList();
    }

    private Tree named(String kind, String name) {
        return kind(kind).stream()
                .filter(r -> name(r).equals(name))
                .findFirst()
                .orElse(Tree.of(Map.of()));
    }

    /// Deployments whose pods a selector finds.
    private List<Tree> matching(Tree selector) {
        assertThat(selector.map()).isNotEmpty();
        return kind("Deployment").stream()
                .filter(d -> podLabels(d).entrySet().containsAll(selector.map().entrySet()))
                .toList();
    }

    /// With the labels that Kustomize adds to templates.
    private Map<String, Object> podLabels(Tree deployment) {
        var labels =
                new LinkedHashMap<>(deployment.at("spec", "template", "metadata", "labels").map());
        for (var added : kustomization.at("labels").list()) {
            if (added.at("includeTemplates").text().equals("true")) {
                labels.putAll(added.at("pairs").map());
            }
        }
        return labels;
    }

    private static Map<String, String> ports(Tree deployment) {
        var ports = new LinkedHashMap<String, String>();
        container(deployment)
                .at("ports")
                .list()
                .forEach(
                        port -> ports.put(port.at("name").text(), port.at("containerPort").text()));
        return ports;
    }

    private static Tree container(Tree deployment) {
        return deployment.at("spec", "template", "spec", "containers").list().getFirst();
    }

    private static String name(Tree resource) {
        return resource.at("metadata", "name").text();
    }
}
