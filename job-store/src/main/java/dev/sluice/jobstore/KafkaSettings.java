package dev.sluice.jobstore;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The broker: `SLUICE_KAFKA_BOOTSTRAP`.
///
/// @param bootstrap `host:port`, comma-separated
/// @param replicationFactor copies of each topic that is made at the first start
@Validated
@ConfigurationProperties("sluice.kafka")
public record KafkaSettings(
        @NotBlank String bootstrap, @DefaultValue("1") short replicationFactor) {}
