package dev.sluice.gateway.source;

import java.time.Instant;

/// The catalog was read anew.
record Refreshed(String source, Instant readAt, int tableCount) {}
