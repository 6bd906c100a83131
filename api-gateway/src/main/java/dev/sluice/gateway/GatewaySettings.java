package dev.sluice.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How the gateway listens and what it allows.
///
/// @param port `SLUICE_PORT`; 0 for any free one
/// @param bind `SLUICE_BIND`
/// @param publicUrl `SLUICE_PUBLIC_URL`; its scheme decides whether session cookies are `Secure`
/// @param bodyLimit largest request body
/// @param callPatience how long a call to a worker is waited for
/// @param requestPatience how long the headers of a request, and then its body, may take to arrive
/// @param sessionLifetime how long the dashboard's cookie lasts
@Validated
@ConfigurationProperties("sluice")
public record GatewaySettings(
        @DefaultValue("8080") @Min(0) @Max(65_535) int port,
        @DefaultValue("127.0.0.1") @NotBlank String bind,
        @Nullable URI publicUrl,
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("30s") Duration callPatience,
        @DefaultValue("30s") Duration requestPatience,
        @DefaultValue("7d") Duration sessionLifetime,
        @DefaultValue @Valid RateLimit rateLimit) {

    /// Token buckets: so many requests at once, refilled evenly over the window.
    ///
    /// @param requests per key
    /// @param anonymousRequests per address of callers without a valid key
    public record RateLimit(
            @DefaultValue("60000") @Min(1) int requests,
            @DefaultValue("6000") @Min(1) int anonymousRequests,
            @DefaultValue("1m") Duration window) {}

    public boolean https() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }
}
