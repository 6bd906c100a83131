package dev.sluice.gateway.snapshot;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much this gateway holds for exports.
///
/// @param atOnce snapshots at a time, each one connection to a source; 0 for none
/// @param longest how long one is held at most; an attempt that comes later begins anew
@Validated
@ConfigurationProperties("sluice.snapshots")
record SnapshotSettings(
        @DefaultValue("8") @Min(0) @Max(1_000) int atOnce,
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration longest) {}
