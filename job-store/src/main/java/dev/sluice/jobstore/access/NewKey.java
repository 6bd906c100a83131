package dev.sluice.jobstore.access;

import java.util.Set;

/// A key to be made.
///
/// @param tenant id of a tenant that exists
/// @param name for people
/// @param scopes out of [Scopes#ALL]
public record NewKey(String tenant, String name, Set<String> scopes) {}
