package dev.sluice.jobstore.access;

import dev.sluice.jobstore.lifecycle.Page;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// API keys, of which only a hash is kept.
public interface ApiKeys {
    /// Every key begins with it.
    String PREFIX = "slc_";

    /// Who this text belongs to. Found by its hash, so that time says nothing about near misses. Nothing
    /// is remembered between calls: a key that was revoked is unknown at once, in every process.
    Optional<Caller> authenticate(String key);

    /// Makes the tenant `default` and its first key where they are missing.
    ///
    /// @param wanted the key text to register (`SLUICE_BOOTSTRAP_KEY`), or null to make one
    /// @return the text of a key that was made now; empty when there was one already or `wanted` was
    ///     given
    Optional<String> ensureFirstKey(@Nullable String wanted);

    /// Makes a key. Joins the caller's transaction.
    IssuedKey issue(NewKey key, Caller by);

    /// Keys that count, newest first.
    ///
    /// @param tenant null for the keys of all
    Page<ApiKey> list(@Nullable String tenant, int limit, @Nullable String cursor);

    /// Makes a key count no more.
    ///
    /// @param tenant the only tenant whose keys may be revoked; null for any
    /// @return false when there is no such key, or it was revoked before
    boolean revoke(@Nullable String tenant, String id, Caller by);

    /// Which of these keys were revoked.
    Set<String> revokedAmong(Set<String> ids);
}
