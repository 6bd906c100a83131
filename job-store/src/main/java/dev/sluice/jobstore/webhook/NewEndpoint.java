package dev.sluice.jobstore.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint to be made.
///
/// @param url canonical, and judged by the caller
/// @param events words of [EventType]; null for all `job.*` and `endpoint.disabled`
/// @param resolved whether its name has an address now
public record NewEndpoint(
        String tenant,
        String url,
        @Nullable List<String> events,
        @Nullable String description,
        SigningSecret secret,
        boolean resolved) {}
