package dev.sluice.agent;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much one agent worker does at a time.
///
/// @param slots analyses at once; they mostly wait for the model and the source
/// @param callSlots calls of the gateway at once, which analyses never use
@Validated
@ConfigurationProperties("sluice.agent")
public record AgentSettings(
        @DefaultValue("4") @Min(1) @Max(256) int slots,
        @DefaultValue("2") @Min(1) @Max(256) int callSlots) {}
