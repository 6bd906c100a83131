package dev.sluice.gateway.tenant;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.web.Fields;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/keys`.
///
/// @param tenant id or name; null for the caller's own
record KeyRequest(@Nullable String tenant, String name, List<String> scopes) {
    private static final int LONGEST_TENANT = 300;

    static KeyRequest read(Fields fields) {
        var name = fields.requiredText("name", TenantFields.LONGEST_NAME);
        TenantFields.judgeName(fields, name);
        return new KeyRequest(
                fields.text("tenant", LONGEST_TENANT),
                Objects.requireNonNullElse(name, ""),
                scopes(fields));
    }

    private static List<String> scopes(Fields fields) {
        if (!fields.has("scopes")) {
            fields.wrong("scopes", "is required; name at least one of " + known());
            return List.of();
        }
        var scopes = fields.texts("scopes", Scopes.ALL.size(), 100);
        if (scopes.isEmpty()) {
            fields.wrong("scopes", "must name at least one of " + known());
        }
        for (int i = 0; i < scopes.size(); i++) {
            if (!Scopes.ALL.contains(scopes.get(i))) {
                fields.complaints().wrong("/scopes/" + i, "must be one of " + known());
            } else if (scopes.subList(0, i).contains(scopes.get(i))) {
                fields.complaints()
                        .wrong("/scopes/" + i, "must not name " + scopes.get(i) + " again");
            }
        }
        return scopes;
    }

    private static String known() {
        return Scopes.ALL.stream().sorted().collect(Collectors.joining(", "));
    }

    /// A key grants only what it holds itself.
    void requireGrantable(Caller caller) {
        scopes.forEach(scope -> Callers.require(caller, scope));
    }
}
