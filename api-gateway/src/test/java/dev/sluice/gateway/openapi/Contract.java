package dev.sluice.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Holds answers against the document: a documented operation must answer with a documented status, media
/// type and schema. What the document does not know must be an error of routing.
public final class Contract {
    private static final Set<Integer> ROUTING = Set.of(400, 401, 404, 405);

    private final JsonNode document = Json.mapper().readTree(OpenApiDocument.load().json());
    private final SchemaCheck schemas = new SchemaCheck(document);

    /// `GET /v1/jobs/{id}` and so on.
    public Set<String> operations() {
        var operations = new TreeSet<String>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().propertyNames()) {
                if (Set.of("get", "post", "put", "patch", "delete").contains(method)) {
                    operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return operations;
    }

    public void check(String method, String uri, HttpResponse<String> response) {
        var path = uri.replaceAll("\\?.*", "");
        var what = method + " " + uri + " " + response.statusCode();
        if (method.equals("OPTIONS")) {
            return;
        }
        var operation = operation(method.equals("HEAD") ? "GET" : method, path);
        if (operation.isEmpty()) {
            if (path.startsWith("/v")) {
                assertThat(ROUTING).as(what).contains(response.statusCode());
            }
            return;
        }
        var documented = operation.get().path("responses");
        var answer = resolve(documented.path(Integer.toString(response.statusCode())));
        assertThat(answer.isMissingNode())
                .as(what + " is documented: " + response.body())
                .isFalse();
        if (!response.body().isEmpty()) {
            checkBody(what, answer, response);
        }
    }

    private void checkBody(String what, JsonNode answer, HttpResponse<String> response) {
        var type =
                response.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "");
        var content = answer.path("content").path(type);
        assertThat(content.isMissingNode()).as(what + " as " + type + " is documented").isFalse();
        if (type.endsWith("json")) {
            var body = Json.mapper().readTree(response.body());
            assertThat(schemas.complaints(content.path("schema"), body))
                    .as(what + " " + response.body())
                    .isEmpty();
        }
    }

    private Optional<JsonNode> operation(String method, String path) {
        return document.path("paths").properties().stream()
                .filter(template -> matches(template.getKey(), path))
                .map(Map.Entry::getValue)
                .map(item -> item.path(method.toLowerCase(java.util.Locale.ROOT)))
                .filter(operation -> !operation.isMissingNode())
                .findFirst();
    }

    private static boolean matches(String template, String path) {
        var pattern =
                java.util.Arrays.stream(template.split("/", -1))
                        .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                        .collect(Collectors.joining("/"));
        return path.matches(pattern);
    }

    private JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isMissingNode() ? node : document.at(reference.asString().substring(1));
    }
}
