package dev.sluice.jobstore.access;

import java.util.Set;

/// Who a key speaks for.
///
/// @param scopes words of the contract, such as `jobs:read`
public record Caller(String keyId, String tenant, String tenantName, Set<String> scopes) {
    public boolean has(String scope) {
        return scopes.contains(scope);
    }
}
