package dev.sluice.jobstore.submission;

/// @param route such as `POST /v1/exports`
/// @param key 1 to 255 characters, as the client sent it
/// @param bodyHash SHA-256 of the canonical JSON body
public record IdempotencyKey(String tenant, String route, String key, byte[] bodyHash) {}
