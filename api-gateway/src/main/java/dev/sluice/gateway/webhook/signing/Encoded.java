package dev.sluice.gateway.webhook.signing;

import java.util.Base64;

/// How keys are written: a prefix that says what it is, and base64.
enum Encoded {
    WHSEC("whsec_"),
    WHSK("whsk_"),
    WHPK("whpk_");

    private final String prefix;

    Encoded(String prefix) {
        this.prefix = prefix;
    }

    String encode(byte[] bytes) {
        return prefix + Base64.getEncoder().encodeToString(bytes);
    }

    /// @throws IllegalArgumentException which does not tell the text
    byte[] decode(String text) {
        if (!text.startsWith(prefix)) {
            throw new IllegalArgumentException("must begin with " + prefix);
        }
        try {
            return Base64.getDecoder().decode(text.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            // whose message tells a character of the secret
            throw new IllegalArgumentException("must be base64 behind " + prefix);
        }
    }
}
