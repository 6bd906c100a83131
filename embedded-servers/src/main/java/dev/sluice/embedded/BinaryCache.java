package dev.sluice.embedded;

import java.nio.file.Path;

/// Where programs that this build carries are unpacked, once for all data directories and tests.
public final class BinaryCache {
    private BinaryCache() {}

    /// `$XDG_CACHE_HOME/sluice`, by default `~/.cache/sluice`. Root's lies where other accounts may
    /// read it, since PostgreSQL may have to run under one.
    public static Path directory() {
        var chosen = System.getenv("XDG_CACHE_HOME");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen, "sluice");
        }
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/cache/sluice");
        }
        return Path.of(System.getProperty("user.home"), ".cache", "sluice");
    }
}
