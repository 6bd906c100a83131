package dev.sluice.standalone.start;

import dev.sluice.standalone.embedded.DataDirectory;
import dev.sluice.standalone.embedded.Secrets;
import dev.sluice.standalone.embedded.Settings;

/// The first API key: the environment's, else the kept one, else a new one.
///
/// @param isNew whether it was made now and must be shown once
record ApiKeyChoice(String text, boolean isNew) {

    static ApiKeyChoice of(Settings settings, DataDirectory data) {
        return settings.find("SLUICE_BOOTSTRAP_KEY")
                .or(data::apiKey)
                .map(text -> new ApiKeyChoice(text, false))
                .orElseGet(() -> new ApiKeyChoice(Secrets.newApiKey(), true));
    }

    /// Puts it where the command line finds it.
    void keep(DataDirectory data) {
        if (!data.apiKey().equals(java.util.Optional.of(text))) {
            data.keepApiKey(text);
        }
    }

    /// Leaves the key out.
    @Override
    public String toString() {
        return isNew ? "a new API key" : "the kept API key";
    }
}
