package dev.sluice.jobstore.source;

import dev.sluice.model.source.SourceConnection;
import java.time.Instant;
import java.util.List;

/// A source as registered; its connection holds the decrypted password and must not be shown.
public record RegisteredSource(
        String id, SourceConnection connection, List<String> warnings, Instant createdAt) {}
