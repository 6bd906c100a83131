package dev.sluice.agent.model;

import java.util.Optional;

/// Makes the model that the settings name.
public final class LanguageModels {
    private LanguageModels() {}

    /// @return empty where no model is configured
    public static Optional<LanguageModel> from(ModelProperties properties) {
        return properties.configured()
                ? Optional.of(new OpenAiLanguageModel(properties))
                : Optional.empty();
    }
}
