package dev.sluice.gateway.events;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How many clients may watch this process's jobs at once.
///
/// @param streams event streams of this process; one more is answered 429
/// @param tenantStreams event streams of one tenant in this process
/// @param silence a stream whose client takes not one byte for so long is closed; the client goes on from
///     where it stopped when it comes back
/// @param waits answers that `Prefer: wait` holds in this process; one more is answered at once
/// @param tenantWaits held answers of one tenant in this process
@Validated
@ConfigurationProperties("sluice.watch")
record WatchSettings(
        @DefaultValue("4000") @Min(1) int streams,
        @DefaultValue("500") @Min(1) int tenantStreams,
        @DefaultValue("25s") Duration silence,
        @DefaultValue("4000") @Min(1) int waits,
        @DefaultValue("2000") @Min(1) int tenantWaits) {}
