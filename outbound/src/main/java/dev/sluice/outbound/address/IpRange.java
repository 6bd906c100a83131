package dev.sluice.outbound.address;

import java.util.ArrayList;
import java.util.List;

/// A range of addresses of one family: a first address and the number of bits that all share.
public record IpRange(IpAddress first, int prefix) {
    public IpRange {
        if (prefix < 0 || prefix > first.bits()) {
            throw new IllegalArgumentException("A prefix has 0 to " + first.bits() + " bits");
        }
    }

    /// Reads CIDR notation, such as `10.0.0.0/8`, or one address.
    ///
    /// @throws IllegalArgumentException with a sentence that says what to write instead
    public static IpRange parse(String text) {
        var slash = text.indexOf('/');
        var first =
                IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                        .orElseThrow(() -> unreadable(text));
        var prefix = slash < 0 ? first.bits() : prefix(text, text.substring(slash + 1));
        if (prefix > first.bits()) {
            throw unreadable(text);
        }
        for (var bit = prefix; bit < first.bits(); bit++) {
            if ((first.at(bit / 8) >> (7 - bit % 8) & 1) != 0) {
                throw new IllegalArgumentException(
                        "In the range "
                                + text
                                + " bits are set behind the first "
                                + prefix
                                + "; write them as zeros");
            }
        }
        return new IpRange(first, prefix);
    }

    /// Reads ranges separated by commas or spaces; none for an empty text.
    public static List<IpRange> parseAll(String text) {
        var ranges = new ArrayList<IpRange>();
        for (var part : text.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                ranges.add(parse(part));
            }
        }
        return List.copyOf(ranges);
    }

    public boolean contains(IpAddress address) {
        return address.startsAs(first, prefix);
    }

    private static int prefix(String text, String digits) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw unreadable(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                text + " is not a range; write it as 10.0.0.0/8 or fd00::/8");
    }

    @Override
    public String toString() {
        return first + "/" + prefix;
    }
}
