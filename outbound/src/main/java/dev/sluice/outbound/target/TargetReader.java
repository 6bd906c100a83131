package dev.sluice.outbound.target;

import dev.sluice.outbound.address.IpAddress;
import java.util.Locale;

/// Reads one URL by a grammar narrower than RFC 3986, so that no two readers can see two hosts in it.
final class TargetReader {
    /// Characters, before and after the path is percent-encoded.
    private static final int LONGEST = 2048;

    private final String url;

    TargetReader(String url) {
        this.url = url;
    }

    Reading read() {
        try {
            requirePlainText();
            return target();
        } catch (RefusedTargetException e) {
            return e.refusal();
        }
    }

    private void requirePlainText() throws RefusedTargetException {
        if (url.length() > LONGEST) {
            throw tooLong();
        }
        for (var i = 0; i < url.length(); ) {
            var character = url.codePointAt(i);
            if (!isPlain(character)) {
                throw new RefusedTargetException(
                        Rule.FORM,
                        "The URL has a space, a backslash or an invisible character at position "
                                + (i + 1)
                                + "; remove it, or percent-encode it in the path.");
            }
            i += Character.charCount(character);
        }
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> character != '\\';
        };
    }

    private Target target() throws RefusedTargetException {
        var scheme = scheme();
        var rest = url.substring(scheme.text().length() + "://".length());
        var end = endOfAuthority(rest);
        var authority = rest.substring(0, end);
        requireNoTricks(authority, rest.substring(end));
        var colon = portColon(authority);
        var port = colon < 0 ? scheme.port() : port(authority.substring(colon + 1));
        var host = host(colon < 0 ? authority : authority.substring(0, colon));
        var target = new Target(scheme, host, port, PathText.encode(rest.substring(end)));
        if (target.url().length() > LONGEST) {
            throw tooLong();
        }
        return target;
    }

    private Scheme scheme() throws RefusedTargetException {
        var start = url.substring(0, Math.min(url.length(), 8)).toLowerCase(Locale.ROOT);
        for (var scheme : Scheme.values()) {
            if (start.startsWith(scheme.text() + "://")) {
                return scheme;
            }
        }
        throw new RefusedTargetException(
                Rule.SCHEME, "The URL does not begin with https://; use an https URL.");
    }

    private static int endOfAuthority(String rest) {
        for (var i = 0; i < rest.length(); i++) {
            if ("/?#".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    /// Readers differ on where a host ends that no slash ends, and some take what stands before an `@`
    /// far behind it for a user's name.
    private static void requireNoTricks(String authority, String rest)
            throws RefusedTargetException {
        var endedBySlash = rest.isEmpty() || rest.startsWith("/");
        if (authority.indexOf('@') >= 0 || (!endedBySlash && rest.indexOf('@') >= 0)) {
            throw new RefusedTargetException(
                    Rule.CREDENTIALS,
                    "The URL has a user name or password before its host; remove what stands before"
                            + " the @.");
        }
        if (rest.startsWith("#")) {
            throw new RefusedTargetException(
                    Rule.FORM, "The URL has a # right behind its host; remove it.");
        }
        if (authority.isEmpty()) {
            throw new RefusedTargetException(
                    Rule.FORM, "The URL names no host; write one behind https://.");
        }
        if (authority.indexOf('%') >= 0) {
            throw new RefusedTargetException(
                    Rule.HOST, "The URL's host has a % in it; write the host in plain letters.");
        }
    }

    /// Where the port begins, or -1 where there is none.
    private static int portColon(String authority) throws RefusedTargetException {
        var from = 0;
        if (authority.startsWith("[")) {
            from = authority.indexOf(']') + 1;
            if (from == 0 || (from < authority.length() && authority.charAt(from) != ':')) {
                throw notAnAddress();
            }
        }
        return authority.indexOf(':', from);
    }

    private static int port(String digits) throws RefusedTargetException {
        if (digits.matches("[1-9][0-9]{0,4}")) {
            var port = Integer.parseInt(digits);
            if (port <= 65535) {
                return port;
            }
        }
        throw new RefusedTargetException(
                Rule.PORT,
                "What follows the host's colon is not a port; write a number from 1 to 65535, or"
                        + " leave the colon out.");
    }

    private static Host host(String text) throws RefusedTargetException {
        if (text.startsWith("[")) {
            return IpAddress.parse(text.substring(1, text.length() - 1))
                    .filter(IpAddress::isV6)
                    .map(Host.Literal::new)
                    .orElseThrow(TargetReader::notAnAddress);
        }
        var quad = IpAddress.parse(text).filter(address -> !address.isV6());
        return quad.isPresent() ? new Host.Literal(quad.get()) : HostNames.read(text);
    }

    private static RefusedTargetException notAnAddress() {
        return new RefusedTargetException(
                Rule.HOST,
                "What stands in brackets is not an IPv6 address; write it without a zone, as"
                        + " [2600::1].");
    }

    private static RefusedTargetException tooLong() {
        return new RefusedTargetException(
                Rule.FORM, "The URL is longer than " + LONGEST + " characters; shorten it.");
    }
}
