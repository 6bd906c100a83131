package dev.sluice.gateway.reach;

import dev.sluice.outbound.guard.OutboundRules;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where webhooks may go. A value that cannot be read stops the start.
///
/// @param allowedPorts `SLUICE_WEBHOOK_ALLOWED_PORTS`, of https targets, separated by commas
/// @param allowedRanges `SLUICE_WEBHOOK_ALLOWED_RANGES`, CIDR separated by commas, in which http and every
///     port are allowed too; empty for none
@ConfigurationProperties("sluice.webhook")
record WebhookReachSettings(
        @DefaultValue("443,8443") String allowedPorts, @DefaultValue("") String allowedRanges) {
    WebhookReachSettings {
        OutboundRules.parse(allowedPorts, allowedRanges, List.of());
    }

    /// @param own URLs by which the product itself is known
    OutboundRules rules(List<String> own) {
        return OutboundRules.parse(allowedPorts, allowedRanges, own);
    }
}
