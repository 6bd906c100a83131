package dev.sluice.gateway.reach;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `SLUICE_SOURCE_ALLOWED_RANGES` and `SLUICE_REQUIRE_READONLY_ROLE`.
///
/// @param sourceAllowedRanges networks as CIDR that sources must lie in; empty for any
/// @param requireReadonlyRole whether roles that could write are refused
@ConfigurationProperties("sluice")
record ReachSettings(
        @DefaultValue List<String> sourceAllowedRanges,
        @DefaultValue("false") boolean requireReadonlyRole) {}
