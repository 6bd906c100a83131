package dev.sluice.benchmarks.chaos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes tenants with a key and a source each, through the API.
final class Tenants {
    private static final List<String> NAMES = List.of("alder", "birch", "cedar");
    private static final List<String> SCOPES = List.of("jobs:read", "jobs:write", "sources:admin");
    private static final String FIRST_TENANT = "default";
    private static final int CREATED = 201;

    private final HttpClient http;
    private final List<URI> gateways;
    private final Api operator;
    private final Map<String, Object> source;

    Tenants(HttpClient http, List<URI> gateways, String operatorKey, Map<String, Object> source) {
        this.http = http;
        this.gateways = gateways;
        this.operator = new Api(http, gateways, operatorKey);
        this.source = source;
    }

    List<Tenant> make() throws IOException {
        var tenants = new ArrayList<Tenant>();
        tenants.add(withKey(FIRST_TENANT));
        for (var name : NAMES) {
            var made = created(operator.post(0, "/v1/tenants", Map.of("name", name)));
            tenants.add(withKey(made.body().path("id").asString("")));
        }
        for (var tenant : tenants) {
            created(tenant.api().post(0, "/v1/sources", source));
        }
        return tenants;
    }

    /// A key that sees this tenant alone.
    private Tenant withKey(String tenant) throws IOException {
        var wanted = Map.of("tenant", tenant, "name", "chaos", "scopes", SCOPES);
        var key = created(operator.post(0, "/v1/keys", wanted));
        return new Tenant(tenant, new Api(http, gateways, key.body().path("key").asString("")));
    }

    private static Api.Answer created(Api.Answer answer) throws IOException {
        if (answer.status() != CREATED) {
            throw new IOException(answer.status() + " " + answer.body());
        }
        return answer;
    }
}
