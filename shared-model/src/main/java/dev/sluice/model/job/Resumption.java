package dev.sluice.model.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What a person said to a job that waited for them; the next attempt goes on with it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Resumption.Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = Resumption.Chosen.class, name = "chosen"),
    @JsonSubTypes.Type(value = Resumption.Said.class, name = "said")
})
public sealed interface Resumption {
    /// @param sql the proposed SQL, or what the person made of it
    /// @param edited whether it differs from what was proposed
    record Approved(String sql, boolean edited) implements Resumption {}

    /// @param option id of one of the options
    /// @param byDefault whether nobody answered and the deadline chose
    record Chosen(String option, boolean byDefault) implements Resumption {}

    /// A free text instead of an option.
    record Said(String text) implements Resumption {}
}
