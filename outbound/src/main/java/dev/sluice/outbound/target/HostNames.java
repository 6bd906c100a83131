package dev.sluice.outbound.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a host's name to lower case ASCII.
final class HostNames {
    private static final int LONGEST = 253;

    /// Underscores are no part of a host's name by the letter, but of names that are in use.
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    /// Never a host: RFC 6761, 7686, 9476, and the tree of reverse look-ups and infrastructure.
    private static final Set<String> NOBODY = Set.of("arpa", "onion", "invalid", "alt");

    /// Top levels that only networks of their own know: RFC 6762 and its appendix G, 6761, ICANN's
    /// `.internal`, ICANN's names that are never delegated, and what clusters use.
    private static final Set<String> INTERNAL =
            Set.of(
                    "localhost",
                    "localdomain",
                    "local",
                    "internal",
                    "intranet",
                    "intra",
                    "private",
                    "priv",
                    "corp",
                    "home",
                    "mail",
                    "lan",
                    "domain",
                    "workgroup",
                    "svc",
                    "cluster",
                    "consul",
                    "docker",
                    "k8s",
                    "kubernetes");

    private HostNames() {}

    static Host.Name read(String text) throws RefusedTargetException {
        if (text.endsWith(".")) {
            throw refused("The URL's host ends with a dot; remove the dot.");
        }
        var labels = new ArrayList<String>();
        for (var label : text.split("\\.", -1)) {
            labels.add(label(label));
        }
        var name = String.join(".", labels);
        if (name.length() > LONGEST) {
            throw refused("The URL's host is longer than " + LONGEST + " characters; shorten it.");
        }
        requireTopLevel(labels.getLast());
        var home = name.equals("home.arpa") || name.endsWith(".home.arpa");
        if (!home && NOBODY.contains(labels.getLast())) {
            throw refused(
                    "No host can be reached by a name under ."
                            + labels.getLast()
                            + "; use a public host name.");
        }
        return new Host.Name(name, home || isInternal(labels));
    }

    private static boolean isInternal(List<String> labels) {
        return labels.size() == 1 || INTERNAL.contains(labels.getLast());
    }

    private static String label(String label) throws RefusedTargetException {
        var plain = label.chars().allMatch(c -> c < 0x80);
        var ascii = plain ? label.toLowerCase(Locale.ROOT) : UnicodeLabel.toAscii(label);
        if (!LABEL.matcher(ascii).matches()) {
            throw refused(
                    "The URL's host is not a host name; each part between dots has 1 to 63 letters,"
                            + " digits and hyphens.");
        }
        return ascii;
    }

    /// A host whose last part begins as a number is an address to some readers: one decimal, octal,
    /// hexadecimal, or with parts left out.
    private static void requireTopLevel(String label) throws RefusedTargetException {
        if (label.charAt(0) < 'a' || label.charAt(0) > 'z') {
            throw refused(
                    "The URL's host is neither a host name nor an address; write an IPv4 address as"
                            + " four decimal numbers without leading zeros.");
        }
    }

    private static RefusedTargetException refused(String detail) {
        return new RefusedTargetException(Rule.HOST, detail);
    }
}
