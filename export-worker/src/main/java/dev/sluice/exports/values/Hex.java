package dev.sluice.exports.values;

import java.nio.charset.StandardCharsets;

/// Writes bytes as hexadecimal figures.
public final class Hex {
    private static final byte[] FIGURES = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {}

    public static void put(ByteSink to, byte[] row, int at, int length) {
        to.reserve(Math.multiplyExact(2, length));
        var array = to.array();
        int end = to.length();
        for (int i = at; i < at + length; i++) {
            array[end++] = FIGURES[row[i] >> 4 & 15];
            array[end++] = FIGURES[row[i] & 15];
        }
        to.length(end);
    }

    /// Sixteen bytes as `6b1a0c2e-0000-4000-8000-000000000001`.
    public static void putUuid(ByteSink to, byte[] row, int at) {
        put(to, row, at, 4);
        for (int i = 4; i < 10; i += 2) {
            to.put('-');
            put(to, row, at + i, 2);
        }
        to.put('-');
        put(to, row, at + 10, 6);
    }
}
