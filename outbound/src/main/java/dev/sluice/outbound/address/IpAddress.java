package dev.sluice.outbound.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// An IPv4 (4 bytes) or IPv6 (16 bytes) address, as it goes over the wire; never with a zone.
///
/// `java.net.InetAddress` is not asked for its opinion anywhere: its `is…` methods call most special
/// ranges ordinary, and its parser takes `127.1`.
public final class IpAddress {

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param bytes 4 or 16, in network order
    public static IpAddress of(byte[] bytes) {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes, not " + bytes.length);
        }
        return new IpAddress(bytes.clone());
    }

    /// What a resolver or a socket says; empty for an address with a zone, which means another host
    /// on each interface.
    public static Optional<IpAddress> of(InetAddress address) {
        if (address instanceof Inet6Address v6
                && (v6.getScopeId() != 0 || v6.getScopedInterface() != null)) {
            return Optional.empty();
        }
        return Optional.of(new IpAddress(address.getAddress()));
    }

    /// Reads a canonical dotted quad, or RFC 4291 text (without brackets and zone); empty for
    /// anything else.
    public static Optional<IpAddress> parse(String text) {
        return (text.indexOf(':') < 0 ? Ipv4Text.parse(text) : Ipv6Text.parse(text))
                .map(IpAddress::new);
    }

    public boolean isV6() {
        return bytes.length == 16;
    }

    /// 32 or 128.
    public int bits() {
        return bytes.length * 8;
    }

    /// As Java's sockets take it. An IPv4-mapped address becomes IPv4, as in every Java program.
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }

    int at(int index) {
        return bytes[index] & 0xff;
    }

    /// Whether the first bits are those of the other address, which is of the same family.
    boolean startsAs(IpAddress other, int prefix) {
        if (other.bytes.length != bytes.length) {
            return false;
        }
        var whole = prefix / 8;
        if (!Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)) {
            return false;
        }
        var rest = prefix % 8;
        return rest == 0 || (at(whole) ^ other.at(whole)) >> (8 - rest) == 0;
    }

    /// Four of the bytes as an IPv4 address.
    IpAddress embedded(int first, int second, int third, int fourth) {
        return new IpAddress(new byte[] {bytes[first], bytes[second], bytes[third], bytes[fourth]});
    }

    /// As [#embedded], with every bit turned, as Teredo hides what it embeds.
    IpAddress embeddedInverted(int first) {
        var inverted = new byte[4];
        for (var i = 0; i < 4; i++) {
            inverted[i] = (byte) ~bytes[first + i];
        }
        return new IpAddress(inverted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The canonical text: a dotted quad, or RFC 5952.
    @Override
    public String toString() {
        return isV6() ? Ipv6Text.write(bytes) : Ipv4Text.write(bytes);
    }
}
