package dev.sluice.gateway.webhook.signing;

import dev.sluice.jobstore.webhook.SigningSecret;

/// A secret, decoded.
sealed interface SigningKey permits HmacKey, Ed25519Key {
    /// @return as it stands in the header: version, comma, base64
    String signature(byte[] content);

    /// @throws IllegalArgumentException when the text is not of its kind
    static SigningKey of(SigningSecret secret) {
        return switch (secret.signing()) {
            case V1 -> HmacKey.parse(secret.text());
            case V1A -> Ed25519Key.parse(secret.text());
        };
    }
}
