package dev.sluice.outbound.address;

import java.util.Optional;

/// The one form of IPv4 text that every reader reads alike: four decimal numbers without leading
/// zeros.
final class Ipv4Text {
    private Ipv4Text() {}

    static Optional<byte[]> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        var bytes = new byte[4];
        for (var i = 0; i < 4; i++) {
            var value = octet(parts[i]);
            if (value < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) value;
        }
        return Optional.of(bytes);
    }

    /// Or -1. A leading zero is octal to some readers and decimal to others.
    private static int octet(String part) {
        if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
            return -1;
        }
        var value = 0;
        for (var i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value > 255 ? -1 : value;
    }

    static String write(byte[] bytes) {
        return (bytes[0] & 0xff)
                + "."
                + (bytes[1] & 0xff)
                + "."
                + (bytes[2] & 0xff)
                + "."
                + (bytes[3] & 0xff);
    }
}
