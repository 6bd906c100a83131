package dev.sluice.sources.address;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// A network in CIDR notation (RFC 4632, RFC 4291), such as `10.0.0.0/8`; a plain address is a
/// network of one.
public final class AddressRange {
    /// The JDK would also take the short forms of old, `10.1` for `10.0.0.1`.
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /// @throws IllegalArgumentException where the text is no network
    public static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        var address = (slash < 0 ? cidr : cidr.substring(0, slash)).strip();
        try {
            if (!LITERAL.matcher(address).matches()) {
                throw new IllegalArgumentException("not an address in digits");
            }
            byte[] network = InetAddress.ofLiteral(address).getAddress();
            int width = network.length * 8;
            int bits = slash < 0 ? width : Integer.parseInt(cidr.substring(slash + 1).strip());
            if (bits < 0 || bits > width) {
                throw new IllegalArgumentException("a prefix has 0 to " + width + " bits");
            }
            return new AddressRange(network, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + cidr + "' is not a network such as 10.0.0.0/8 or fd00::/8", e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] candidate = address.getAddress();
        if (candidate.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((candidate[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
