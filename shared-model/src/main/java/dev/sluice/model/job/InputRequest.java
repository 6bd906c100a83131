package dev.sluice.model.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person is asked in `needs_input`.
///
/// @param question in plain language
/// @param options to choose from; a free text may be answered as well
/// @param defaultOption id of the option that is taken at the deadline; null where the job then expires
public record InputRequest(
        String question, List<Option> options, @Nullable String defaultOption, Instant deadline) {
    /// @param id what `choice` names in the answer
    public record Option(String id, String label) {}
}
