package dev.sluice.jobstore.submission;

import org.jspecify.annotations.Nullable;

/// An answer that created something, as it went out.
///
/// @param replayed whether it came from the store and nothing was created now
public record StoredAnswer(int status, @Nullable String location, byte[] body, boolean replayed) {}
