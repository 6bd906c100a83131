package dev.sluice.gateway.webhook.signing;

import dev.sluice.jobstore.webhook.Signing;
import dev.sluice.jobstore.webhook.SigningSecret;
import java.security.SecureRandom;
import java.util.Optional;

/// Makes secrets, and tells of a secret what is public.
public final class Secrets {
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /// A secret that nobody had before.
    public static SigningSecret next(Signing signing) {
        return new SigningSecret(
                signing,
                switch (signing) {
                    case V1 -> Encoded.WHSEC.encode(random());
                    case V1A -> Ed25519Key.random().secretText();
                });
    }

    /// What receivers of `v1a` verify with, `whpk_…`; empty for `v1`, where they need the secret itself.
    public static Optional<String> publicKey(SigningSecret secret) {
        return switch (secret.signing()) {
            case V1 -> Optional.empty();
            case V1A -> Optional.of(Ed25519Key.parse(secret.text()).publicText());
        };
    }

    private static byte[] random() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
