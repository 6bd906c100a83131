package dev.sluice.model.request;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

/// `POST /v1/sql/draft`: SQL for a question, nothing executed.
///
/// @param engine `auto`, `model` or `rules`
/// @param asFile whether the rows are for a file, whatever the words say
public record DraftCall(
        String question, String engine, @JsonSetter(nulls = Nulls.AS_EMPTY) boolean asFile)
        implements JobRequest {
    public DraftCall(String question, String engine) {
        this(question, engine, false);
    }
}
