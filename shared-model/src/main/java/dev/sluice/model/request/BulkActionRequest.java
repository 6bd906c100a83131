package dev.sluice.model.request;

import java.util.Map;

/// One action on every job that matched a filter when it was asked for.
///
/// @param action `cancel`, `retry` or `delete`
/// @param filter the query parameters of `GET /v1/jobs` as the client sent them
public record BulkActionRequest(Action action, Map<String, String> filter) implements JobRequest {
    public enum Action {
        CANCEL,
        RETRY,
        DELETE
    }
}
