package dev.sluice.gateway.openapi;

import dev.sluice.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The contract as written in this package's YAML files: `openapi.yaml` with the paths, and the schemas
/// beside it.
final class OpenApiDocument {
    private static final List<String> SCHEMAS =
            List.of(
                    "schemas-jobs.yaml",
                    "schemas-results.yaml",
                    "schemas-tenants.yaml",
                    "schemas-others.yaml");

    private final Map<String, Object> root;

    private OpenApiDocument(Map<String, Object> root) {
        this.root = root;
    }

    static OpenApiDocument load() {
        var root = read("openapi.yaml");
        var schemas = new LinkedHashMap<String, Object>();
        SCHEMAS.forEach(file -> schemas.putAll(read(file)));
        inner(root, "components").put("schemas", schemas);
        return new OpenApiDocument(root);
    }

    Map<String, Object> root() {
        return root;
    }

    byte[] json() {
        return Json.write(root).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> read(String file) {
        try (var yaml = OpenApiDocument.class.getResourceAsStream(file)) {
            if (yaml == null) {
                throw new IllegalStateException("missing on the class path: " + file);
            }
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> map, String name) {
        return (Map<String, Object>) map.computeIfAbsent(name, key -> new LinkedHashMap<>());
    }
}
