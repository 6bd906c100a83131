package dev.sluice.jobstore.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// API keys, of which only a hash is kept.
public interface ApiKeys {
    /// Every key begins with it.
    String PREFIX = "slc_";

    /// Who this text belongs to. Found by its hash, so that time says nothing about near misses.
    Optional<Caller> authenticate(String key);

    /// Makes the tenant `default` and its first key where they are missing.
    ///
    /// @param wanted the key text to register (`SLUICE_BOOTSTRAP_KEY`), or null to make one
    /// @return the text of a key that was made now; empty when there was one already or `wanted` was
    ///     given
    Optional<String> ensureFirstKey(@Nullable String wanted);
}
