package dev.sluice.model.job;

import java.security.SecureRandom;

/// Opaque ids with a prefix, sortable by creation: 48 bits of milliseconds and 80 random bits in
/// Crockford's base 32, lower case (the layout of ULID).
public final class Ids {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /// @param prefix such as `job`, without the underscore
    public static String next(String prefix) {
        var id = new StringBuilder(prefix.length() + 27).append(prefix).append('_');
        var millis = System.currentTimeMillis();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(ALPHABET[(int) (millis >>> shift) & 31]);
        }
        for (int i = 0; i < 16; i++) {
            id.append(ALPHABET[RANDOM.nextInt(32)]);
        }
        return id.toString();
    }
}
