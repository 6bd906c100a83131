package dev.sluice.outbound.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RFC 4291 section 2.2 text, without brackets and without a zone; written as RFC 5952 asks, with no
/// dotted quad at the end.
final class Ipv6Text {
    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static Optional<byte[]> parse(String text) {
        if (text.length() > 45) {
            return Optional.empty();
        }
        var gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true).filter(all -> all.size() == GROUPS).map(Ipv6Text::bytes);
        }
        // a second gap leaves an empty group behind, which no group is
        var before = groups(text.substring(0, gap), false);
        var after = groups(text.substring(gap + 2), true);
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        var missing = GROUPS - before.get().size() - after.get().size();
        if (missing < 1) {
            return Optional.empty();
        }
        var all = new ArrayList<>(before.get());
        for (var i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(after.get());
        return Optional.of(bytes(all));
    }

    /// @param last whether the address ends here, where a dotted quad may stand for two groups
    private static Optional<List<Integer>> groups(String text, boolean last) {
        var groups = new ArrayList<Integer>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        var parts = text.split(":", -1);
        for (var i = 0; i < parts.length; i++) {
            if (last && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                var quad = Ipv4Text.parse(parts[i]);
                if (quad.isEmpty()) {
                    return Optional.empty();
                }
                var bytes = quad.get();
                groups.add(group(bytes, 0));
                groups.add(group(bytes, 1));
                continue;
            }
            var group = group(parts[i]);
            if (group < 0) {
                return Optional.empty();
            }
            groups.add(group);
        }
        return Optional.of(groups);
    }

    private static int group(byte[] bytes, int index) {
        return ((bytes[2 * index] & 0xff) << 8) | (bytes[2 * index + 1] & 0xff);
    }

    private static int group(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        var value = 0;
        for (var i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            // Character.digit would also take digits of other scripts
            var digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private static byte[] bytes(List<Integer> groups) {
        var bytes = new byte[16];
        for (var i = 0; i < GROUPS; i++) {
            bytes[2 * i] = (byte) (groups.get(i) >> 8);
            bytes[2 * i + 1] = (byte) (int) groups.get(i);
        }
        return bytes;
    }

    static String write(byte[] bytes) {
        var groups = new int[GROUPS];
        for (var i = 0; i < GROUPS; i++) {
            groups[i] = group(bytes, i);
        }
        var gap = longestZeros(groups);
        var text = new StringBuilder();
        for (var i = 0; i < GROUPS; i++) {
            if (i == gap.first()) {
                text.append("::");
                i += gap.length() - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private record Gap(int first, int length) {}

    /// The first of the longest runs of at least two zeros; first is -1 where there is none.
    private static Gap longestZeros(int[] groups) {
        var longest = new Gap(-1, 1);
        for (var i = 0; i < GROUPS; i++) {
            var end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > longest.length()) {
                longest = new Gap(i, end - i);
            }
            i = Math.max(i, end - 1);
        }
        return longest;
    }
}
