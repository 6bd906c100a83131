package dev.sluice.model.request;

/// `POST /v1/sql/draft`: SQL for a question, nothing executed.
///
/// @param engine `auto`, `model` or `rules`
public record DraftCall(String question, String engine) implements JobRequest {}
