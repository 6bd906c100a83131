package dev.sluice.objects;

import java.nio.charset.StandardCharsets;

/// The header that offers a file name to whoever downloads (RFC 6266, with the extended value of
/// RFC 8187).
final class ContentDisposition {
    private static final int LONGEST = 200;
    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /// A header value that holds whatever the name holds: no quote, separator or control character of
    /// the name reaches the header as such.
    static String attachment(String fileName) {
        var name = harmless(fileName);
        return "attachment; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + extended(name);
    }

    /// Only a name: no folders, no characters that a file system or header reads, not hidden.
    static String harmless(String fileName) {
        var name = new StringBuilder();
        fileName.codePoints()
                .limit(LONGEST)
                .map(c -> separates(c) ? '_' : c)
                .filter(c -> !unprintable(c))
                .forEach(name::appendCodePoint);
        while (!name.isEmpty() && (name.charAt(0) == '.' || name.charAt(0) == ' ')) {
            name.deleteCharAt(0);
        }
        return name.isEmpty() ? "download" : name.toString();
    }

    private static boolean separates(int c) {
        return "/\\:*?\"<>|%".indexOf(c) >= 0;
    }

    private static boolean unprintable(int c) {
        return switch (Character.getType(c)) {
            // format characters turn the direction of text and so hide an extension
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    private static String ascii(String name) {
        var ascii = new StringBuilder();
        name.codePoints().forEach(c -> ascii.append(c < 0x7f ? (char) c : '_'));
        return ascii.toString();
    }

    private static String extended(String name) {
        var value = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            if (c < 0x80
                    && (Character.isLetterOrDigit(c) || ATTRIBUTE_CHARACTERS.indexOf(c) >= 0)) {
                value.append(c);
            } else {
                value.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return value.toString();
    }
}
