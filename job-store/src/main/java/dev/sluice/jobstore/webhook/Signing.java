package dev.sluice.jobstore.webhook;

/// How a delivery is signed, by the names of Standard Webhooks.
public enum Signing {
    /// HMAC-SHA256 with a secret `whsec_…`.
    V1,
    /// Ed25519 with a secret key `whsk_…`.
    V1A
}
