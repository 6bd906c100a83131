package dev.sluice.jobstore.access;

import org.jspecify.annotations.Nullable;

/// Lines that outlive what they speak of.
public interface Audit {
    /// @param action such as `files.sign`
    /// @param subject id or name of what was acted on
    default void record(String tenant, @Nullable String keyId, String action, String subject) {
        record(tenant, keyId, action, subject, null);
    }

    /// Joins the caller's transaction.
    ///
    /// @param tenant whose thing was acted on
    /// @param keyId who did it; null for the platform itself
    /// @param action such as `tenant.change`
    /// @param subject id or name of what was acted on
    /// @param detail what changed, for people; never a secret
    void record(
            String tenant,
            @Nullable String keyId,
            String action,
            String subject,
            @Nullable String detail);
}
