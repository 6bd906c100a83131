package dev.sluice.gateway.health;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The model, as far as the gateway asks how it feels: `SLUICE_MODEL_BASE_URL`, `SLUICE_MODEL_API_KEY`.
@ConfigurationProperties("sluice.model")
record ModelSettings(@Nullable String baseUrl, @Nullable String apiKey) {
    boolean configured() {
        return baseUrl != null && !baseUrl.isBlank();
    }

    @Override
    public String toString() {
        return "ModelSettings[" + baseUrl + "]";
    }
}
