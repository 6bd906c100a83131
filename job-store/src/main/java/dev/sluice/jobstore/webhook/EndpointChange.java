package dev.sluice.jobstore.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes different about an endpoint; null leaves a value as it is.
///
/// @param enabled true switches it on again and forgets its failures; false switches it off
public record EndpointChange(
        @Nullable Target target,
        @Nullable Events events,
        @Nullable Description description,
        @Nullable Boolean enabled) {

    /// @param url canonical, and judged by the caller
    /// @param resolved whether its name has an address now
    public record Target(String url, boolean resolved) {}

    /// @param words of [EventType]; null for all `job.*` and `endpoint.disabled`
    public record Events(@Nullable List<String> words) {}

    /// @param text null for none
    public record Description(@Nullable String text) {}
}
