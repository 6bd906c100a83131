package dev.sluice.jobstore.bulk;

import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.model.request.BulkActionRequest;

/// An action that somebody asks for.
///
/// @param tenant whose job the action is; the jobs it is done to are those of the filter
/// @param keyId for the audit line
/// @param request as the client sent it
/// @param filter what the request's filter means
public record BulkOrder(String tenant, String keyId, BulkActionRequest request, JobFilter filter) {}
