package dev.sluice.jobstore.access;

import org.jspecify.annotations.Nullable;

/// Lines that outlive what they speak of.
public interface Audit {
    /// @param action such as `files.sign`
    /// @param subject id or name of what was acted on
    void record(String tenant, @Nullable String keyId, String action, String subject);
}
