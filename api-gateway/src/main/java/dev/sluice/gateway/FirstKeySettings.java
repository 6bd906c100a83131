package dev.sluice.gateway;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The first API key: `SLUICE_BOOTSTRAP_KEY`, and `SLUICE_DATA_DIR`, where one that was made is kept.
@ConfigurationProperties("sluice")
record FirstKeySettings(@Nullable String bootstrapKey, @Nullable Path dataDir) {
    @Override
    public String toString() {
        return "FirstKeySettings[dataDir=" + dataDir + "]";
    }
}
