package dev.sluice.outbound.target;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Path and query as they go into a request line.
final class PathText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// RFC 3986: what stands for itself in a path or a query; the rest is percent-encoded.
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?%";

    private PathText() {}

    /// @param text path, query and fragment. The fragment is dropped: it is never sent.
    static String encode(String text) throws RefusedTargetException {
        var hash = text.indexOf('#');
        var sent = hash < 0 ? text : text.substring(0, hash);
        var encoded = new StringBuilder();
        if (!sent.startsWith("/")) {
            encoded.append('/');
        }
        for (var i = 0; i < sent.length(); ) {
            var character = sent.codePointAt(i);
            if (character == '%' && !isEscape(sent, i)) {
                throw new RefusedTargetException(
                        Rule.FORM,
                        "The URL has a % that no two hexadecimal digits follow; write it as %25.");
            }
            append(encoded, character);
            i += Character.charCount(character);
        }
        return encoded.toString();
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
    }

    private static void append(StringBuilder encoded, int character) {
        if (isPlain(character)) {
            encoded.append((char) character);
            return;
        }
        for (var octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(HEX.toHexDigits(octet));
        }
    }

    private static boolean isPlain(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PLAIN.indexOf(character) >= 0;
    }
}
