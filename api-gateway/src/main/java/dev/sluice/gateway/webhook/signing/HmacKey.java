package dev.sluice.gateway.webhook.signing;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `v1`: HMAC-SHA256 with 24 to 64 secret bytes that both sides know.
record HmacKey(byte[] bytes) implements SigningKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    HmacKey {
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a secret has 24 to 64 bytes, not " + bytes.length);
        }
    }

    static HmacKey parse(String text) {
        return new HmacKey(Encoded.WHSEC.decode(text));
    }

    @Override
    public String signature(byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "HmacKey[…]";
    }
}
