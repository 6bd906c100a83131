package dev.sluice.standalone.embedded;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Random secrets, each made when it is first needed and kept with mode 600.
public final class Secrets {
    private static final int SECRET_KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeptValues kept;

    Secrets(KeptValues kept) {
        this.kept = kept;
    }

    /// 32 bytes in base64; encrypts the secrets in the job database.
    public String secretKey() {
        return kept.get(
                "secret-key", () -> Base64.getEncoder().encodeToString(bytes(SECRET_KEY_BYTES)));
    }

    /// A password of the embedded PostgreSQL.
    public String password(String role) {
        return kept.get("password." + role, () -> hex(24));
    }

    public String s3AccessKey() {
        return kept.get("s3.access-key", () -> "sluice" + hex(7));
    }

    public String s3SecretKey() {
        return kept.get("s3.secret-key", () -> hex(20));
    }

    /// A new key on each call; whoever asks keeps it.
    public static String newApiKey() {
        return "slc_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    private static String hex(int count) {
        return HexFormat.of().formatHex(bytes(count));
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
