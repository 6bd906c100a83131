package dev.sluice.gateway.webhook.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// `v1a`: Ed25519. The receiver knows only the public half, and so cannot sign.
///
/// @param seed the secret half (RFC 8032)
record Ed25519Key(byte[] seed, byte[] publicBytes) implements SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int HALF = 32;

    /// @param text `whsk_` with base64 of the seed and, behind it, the public key
    static Ed25519Key parse(String text) {
        var bytes = Encoded.WHSK.decode(text);
        if (bytes.length != 2 * HALF) {
            throw new IllegalArgumentException(
                    "an Ed25519 key has 32 secret and 32 public bytes, not " + bytes.length);
        }
        return new Ed25519Key(
                Arrays.copyOf(bytes, HALF), Arrays.copyOfRange(bytes, HALF, 2 * HALF));
    }

    static Ed25519Key random() {
        try {
            var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            var encoded = pair.getPublic().getEncoded();
            // RFC 8410: the key itself is what stands last in it
            var publicBytes = Arrays.copyOfRange(encoded, encoded.length - HALF, encoded.length);
            return new Ed25519Key(seed, publicBytes);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    String secretText() {
        var both = Arrays.copyOf(seed, 2 * HALF);
        System.arraycopy(publicBytes, 0, both, HALF, HALF);
        return Encoded.WHSK.encode(both);
    }

    String publicText() {
        return Encoded.WHPK.encode(publicBytes);
    }

    @Override
    public String signature(byte[] content) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(
                                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
            signature.update(content);
            return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every JDK has Ed25519", e);
    }

    @Override
    public String toString() {
        return "Ed25519Key[" + publicText() + "]";
    }
}
