package dev.sluice.gateway.webhook.signing;

import dev.sluice.jobstore.webhook.SigningSecret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Signs deliveries (Standard Webhooks 1.0.0, "Signature scheme").
public final class Signer {
    private Signer() {}

    /// The header `webhook-signature` of one attempt: one signature for each secret, with spaces between.
    ///
    /// @param id `webhook-id`; must not contain a dot, which would let parts of it pass for a timestamp
    /// @param timestamp of the attempt; `webhook-timestamp` is its [Instant#getEpochSecond]
    /// @param body the very bytes that are sent
    /// @param secrets at least one; during a rotation the new one first
    /// @throws IllegalArgumentException for a secret that is none, whose text is not told
    public static String sign(
            String id, Instant timestamp, byte[] body, List<SigningSecret> secrets) {
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("no webhook-id: " + id);
        }
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("nothing to sign with");
        }
        var content = content(id, timestamp, body);
        return secrets.stream()
                .map(secret -> SigningKey.of(secret).signature(content))
                .collect(Collectors.joining(" "));
    }

    private static byte[] content(String id, Instant timestamp, byte[] body) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(
                (id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }
}
