package dev.sluice.gateway.source;

import dev.sluice.jobstore.source.RegisteredSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source as clients see it: everything but the secret.
record SourceView(
        String id,
        String name,
        String kind,
        String url,
        @Nullable String username,
        List<String> schemas,
        List<String> tables,
        List<String> warnings,
        Instant createdAt) {

    static SourceView of(RegisteredSource source) {
        var connection = source.connection();
        return new SourceView(
                source.id(),
                connection.name(),
                connection.kind(),
                connection.url(),
                connection.username(),
                connection.schemas(),
                connection.tables(),
                source.warnings(),
                source.createdAt());
    }
}
