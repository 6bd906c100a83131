package dev.sluice.model.request;

/// `GET /v1/sources/{name}/examples`: questions that can be answered from the source's catalog.
public record ExamplesCall(int limit) implements JobRequest {}
