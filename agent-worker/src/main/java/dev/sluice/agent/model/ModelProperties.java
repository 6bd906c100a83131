package dev.sluice.agent.model;

import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// An OpenAI-compatible model. Without an address there is none, and the rules answer.
///
/// @param baseUrl up to and with the version, such as `https://api.openai.com/v1`
/// @param apiKey null for servers that want none; never in [#toString]
/// @param name the model's name at that address
/// @param timeout how long one reply may take in all, from the first byte sent to the last one read
/// @param temperature null leaves it to the model; some refuse every value but their own
@Validated
@ConfigurationProperties("sluice.model")
public record ModelProperties(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String name,
        @DefaultValue("60s") @DurationMin(millis = 100) Duration timeout,
        @Nullable Double temperature) {

    /// Empty text is how compose files say "not set".
    public ModelProperties {
        baseUrl = blankToNull(baseUrl);
        apiKey = blankToNull(apiKey);
        name = blankToNull(name);
    }

    public boolean configured() {
        return baseUrl != null && name != null;
    }

    @AssertTrue(message = "sluice.model.base-url and sluice.model.name belong together: set both")
    public boolean isComplete() {
        return (baseUrl == null) == (name == null);
    }

    @AssertTrue(message = "sluice.model.base-url is an http or https address without credentials")
    public boolean isBaseUrlUsable() {
        if (baseUrl == null) {
            return true;
        }
        try {
            var uri = URI.create(baseUrl);
            var scheme = uri.getScheme();
            return ("http".equals(scheme) || "https".equals(scheme))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "ModelProperties[baseUrl="
                + baseUrl
                + ", name="
                + name
                + ", timeout="
                + timeout
                + "]";
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
