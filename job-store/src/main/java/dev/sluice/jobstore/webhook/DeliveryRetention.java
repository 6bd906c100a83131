package dev.sluice.jobstore.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long the log of deliveries reaches back.
///
/// @param keepDeliveries `SLUICE_WEBHOOK_KEEP_DELIVERIES`: after their end, at least a day
@Validated
@ConfigurationProperties("sluice.webhook")
public record DeliveryRetention(@DefaultValue("30d") Duration keepDeliveries) {
    public DeliveryRetention {
        if (keepDeliveries.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "SLUICE_WEBHOOK_KEEP_DELIVERIES must be at least 1d, not " + keepDeliveries);
        }
    }
}
