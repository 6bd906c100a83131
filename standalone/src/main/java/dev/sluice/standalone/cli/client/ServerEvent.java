package dev.sluice.standalone.cli.client;

import org.jspecify.annotations.Nullable;

/// One server-sent event.
///
/// @param id the last id seen, of this event or an earlier one; null before the first
/// @param type `message` where the stream names none
record ServerEvent(@Nullable String id, String type, String data) {}
