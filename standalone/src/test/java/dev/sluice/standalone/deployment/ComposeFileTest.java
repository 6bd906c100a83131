package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeFileTest {
    private static final List<String> SERVICES =
            List.of("api-gateway", "agent-worker", "export-worker");
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z0-9_]+):\\?[^}]+}");
    private static final Pattern OPTIONAL = Pattern.compile("\\$\\{([A-Z0-9_]+):-[^}]*}");

    private final Tree compose = Tree.of(Repository.documents("docker-compose.yml").getFirst());
    @TempDir private Path directory = Path.of("");

    @Test
    void everyServiceIsChecked() {
        for (var service : compose.at("services").map().keySet()) {
            var definition = compose.at("services", service);
            if (!service.equals("s3-volume")) {
                assertThat(definition.at("healthcheck", "test").list()).as(service).isNotEmpty();
                assertThat(definition.at("restart").text()).as(service).isEqualTo("unless-stopped");
            }
            assertThat(definition.at("cap_drop").toString()).as(service).isEqualTo("[ALL]");
            assertThat(definition.at("image").text())
                    .as(service)
                    .contains(":")
                    .doesNotContain("minio");
        }
    }

    @Test
    void noSecretIsInTheFile() {
        for (var service : compose.at("services").map().keySet()) {
            compose.at("services", service, "environment")
                    .map()
                    .forEach((name, value) -> {
                        if (name.matches(".*(PASSWORD|SECRET|_KEY).*")
                                && !value.toString().isEmpty()) {
                            assertThat(value.toString())
                                    .as("%s of %s", name, service)
                                    .matches(REQUIRED);
                        }
                    });
        }
    }

    @Test
    void theScriptMakesEverySecretThatTheFileAsksFor() throws Exception {
        var file = directory.resolve("env");
        assertThat(createEnv(file)).isZero();

        var made = read(file);
        var asked =
                REQUIRED.matcher(Repository.text("docker-compose.yml"))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(made.keySet()).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(made.get("SLUICE_BOOTSTRAP_KEY")).matches("slc_[0-9a-f]{48}");
        assertThat(Base64.getDecoder().decode(made.get("SLUICE_SECRET_KEY"))).hasSize(32);
        assertThat(Set.copyOf(made.values())).hasSameSizeAs(made.values());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        assertThat(createEnv(file)).as("what is in use is not replaced").isEqualTo(1);
        assertThat(read(file)).isEqualTo(made);
    }

    @Test
    void theExampleNamesEveryVariableAndNoValue() {
        var example = Repository.text(".env.example");
        var compose = Repository.text("docker-compose.yml");
        var named =
                example.lines()
                        .map(line -> line.replaceFirst("^# (?=[A-Z0-9_]+=)", ""))
                        .filter(line -> line.matches("[A-Z0-9_]+=.*"))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).allMatch(line -> line.endsWith("="));
        var asked = new TreeSet<String>();
        REQUIRED.matcher(compose).results().forEach(match -> asked.add(match.group(1)));
        OPTIONAL.matcher(compose).results().forEach(match -> asked.add(match.group(1)));
        SERVICES.forEach(service ->
                environment(service)
                        .forEach((name, value) -> {
                            if (value.toString().isEmpty()) {
                                asked.add(name);
                            }
                        }));
        assertThat(named.stream().map(line -> line.replace("=", "")))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void addressesNameServicesAndTheirPorts() {
        var environment = environment("api-gateway");
        assertThat(environment)
                .containsEntry("SLUICE_DATABASE_URL", "jdbc:postgresql://postgres:5432/sluice")
                .containsEntry("SLUICE_KAFKA_BOOTSTRAP", "kafka:9092")
                .containsEntry("SLUICE_S3_ENDPOINT", "http://s3:7070");
        assertThat(compose.at("services").map()).containsKeys("postgres", "kafka", "s3");
        assertThat(compose.at("services", "s3", "command").toString()).contains(":7070", "/data");
        assertThat(
                        compose.at("services", "kafka", "environment", "KAFKA_ADVERTISED_LISTENERS")
                                .text())
                .isEqualTo("PLAINTEXT://kafka:9092");
        assertThat(compose.at("services", "api-gateway", "ports").toString())
                .contains(":8080:8080");
        assertThat(compose.at("services", "s3", "command").toString())
                .contains(
                        compose.at("services", "api-gateway", "environment", "SLUICE_S3_REGION")
                                .text());
    }

    @Test
    void onlyTheGatewayAndTheObjectStoreArePublished() {
        var published =
                compose.at("services").map().keySet().stream()
                        .filter(service -> compose.at("services", service, "ports").isPresent())
                        .toList();
        assertThat(published).containsExactlyInAnyOrder("api-gateway", "s3");
        assertThat(compose.at("networks", "inside", "internal").text()).isEqualTo("true");
        for (var service : List.of("postgres", "kafka")) {
            assertThat(compose.at("services", service, "networks").toString())
                    .isEqualTo("[inside]");
        }
    }

    @Test
    void volumesAreDeclaredAndMountedFilesExist() {
        for (var service : compose.at("services").map().keySet()) {
            for (var volume : compose.at("services", service, "volumes").list()) {
                var source = volume.text().split(":")[0];
                if (source.startsWith("./")) {
                    assertThat(Repository.ROOT.resolve(source)).as(source).exists();
                } else {
                    assertThat(compose.at("volumes").map()).containsKey(source);
                }
            }
        }
    }

    private Map<String, Object> environment(String service) {
        return compose.at("services", service, "environment").map();
    }

    private static int createEnv(Path file) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Repository.ROOT.resolve("compose/create-env").toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Map<String, String> read(Path env) throws IOException {
        return Files.readAllLines(env, StandardCharsets.US_ASCII).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
