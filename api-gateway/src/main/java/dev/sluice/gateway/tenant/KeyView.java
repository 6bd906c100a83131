package dev.sluice.gateway.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.jobstore.access.ApiKey;
import dev.sluice.jobstore.access.IssuedKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key as the contract shows it.
///
/// @param key its text, in the answer that made it and never again
record KeyView(
        String id,
        String tenant,
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {
    static KeyView of(ApiKey key) {
        return of(key, null);
    }

    static KeyView of(IssuedKey issued) {
        return of(issued.key(), issued.text());
    }

    private static KeyView of(ApiKey key, @Nullable String text) {
        return new KeyView(
                key.id(),
                key.tenant(),
                key.name(),
                key.scopes(),
                key.createdAt(),
                key.lastUsedAt(),
                text);
    }

    @Override
    public String toString() {
        return "KeyView[" + id + "]";
    }
}
