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
    private final String operatorKey;
    private final Map<String, Object> source;

    Tenants(HttpClient http, List<URI> gateways, String operatorKey, Map<String, Object> source) {
        this.http = http;
        this.gateways = gateways;
        this.operatorKey = operatorKey;
        this.operator = new Api(http, gateways, operatorKey);
        this.source = source;
    }

    List<Tenant> make() throws IOException {
        var tenants = new ArrayList<Tenant>();
        tenants.add(new Tenant(FIRST_TENANT, new Api(http, gateways, operatorKey)));
        for (var name : NAMES) {
            tenants.add(make(name));
        }
        for (var tenant : tenants) {
            created(tenant.api().post(0, "/v1/sources", source));
        }
        return tenants;
    }

    private Tenant make(String name) throws IOException {
        var tenant = created(operator.post(0, "/v1/tenants", Map.of("name", name)));
        var id = tenant.body().path("id").asString("");
        var key =
                created(
                        operator.post(
                                0,
                                "/v1/keys",
                                Map.of("tenant", id, "name", "chaos", "scopes", SCOPES)));
        return new Tenant(id, new Api(http, gateways, key.body().path("key").asString("")));
    }

    private static Api.Answer created(Api.Answer answer) throws IOException {
        if (answer.status() != CREATED) {
            throw new IOException(answer.status() + " " + answer.body());
        }
        return answer;
    }
}
