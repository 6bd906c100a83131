package dev.sluice.outbound.address;

import java.util.ArrayList;
import java.util.List;

/// The IPv4 addresses that an IPv6 address carries: a packet to the one may end at the other.
final class Embedded {
    private static final IpRange COMPATIBLE = IpRange.parse("::/96");
    private static final IpRange MAPPED = IpRange.parse("::ffff:0:0/96");
    private static final IpRange TRANSLATED = IpRange.parse("::ffff:0:0:0/96");
    private static final IpRange NAT64 = IpRange.parse("64:ff9b::/96");
    private static final IpRange NAT64_LOCAL = IpRange.parse("64:ff9b:1::/48");
    private static final IpRange SIX_TO_FOUR = IpRange.parse("2002::/16");
    private static final IpRange TEREDO = IpRange.parse("2001::/32");

    private Embedded() {}

    /// Every address that it may carry; several where the form does not say which.
    static List<IpAddress> in(IpAddress address) {
        if (!address.isV6()) {
            return List.of();
        }
        var found = new ArrayList<IpAddress>();
        if (COMPATIBLE.contains(address)
                || MAPPED.contains(address)
                || TRANSLATED.contains(address)
                || NAT64.contains(address)
                || isIsatap(address)) {
            found.add(address.embedded(12, 13, 14, 15));
        }
        if (NAT64_LOCAL.contains(address)) {
            // RFC 6052 section 2.2: prefixes of 48, 56, 64 and 96 bits fit; byte 8 is always
            // skipped
            found.add(address.embedded(6, 7, 9, 10));
            found.add(address.embedded(7, 9, 10, 11));
            found.add(address.embedded(9, 10, 11, 12));
            found.add(address.embedded(12, 13, 14, 15));
        }
        if (SIX_TO_FOUR.contains(address)) {
            found.add(address.embedded(2, 3, 4, 5));
        }
        if (TEREDO.contains(address)) {
            found.add(address.embedded(4, 5, 6, 7));
            found.add(address.embeddedInverted(12));
        }
        return found;
    }

    /// RFC 5214: under any prefix the interface is `5efe` and the IPv4 address; the two lowest bits of
    /// the first byte may be set.
    private static boolean isIsatap(IpAddress address) {
        return (address.at(8) & 0xfc) == 0
                && address.at(9) == 0
                && address.at(10) == 0x5e
                && address.at(11) == 0xfe;
    }
}
