package dev.sluice.outbound.address;

import java.util.List;

/// The table: IANA's special-purpose registries for IPv4 and IPv6 (as of 2025-10), multicast and
/// reserved space, and addresses that clouds answer on themselves.
///
/// Ranges that IANA calls globally reachable but that are services of the network (AS112, AMT, anycast
/// for NAT traversal) are here too: nobody's receiver lives there.
final class SpecialRanges {
    static final List<SpecialRange> IPV4 =
            List.of(
                    row("0.0.0.0/8", "This network", "RFC 791"),
                    row("10.0.0.0/8", "Private use", "RFC 1918"),
                    row("100.64.0.0/10", "Shared address space", "RFC 6598"),
                    row("127.0.0.0/8", "Loopback", "RFC 1122"),
                    row("169.254.0.0/16", "Link local", "RFC 3927"),
                    row("172.16.0.0/12", "Private use", "RFC 1918"),
                    row("192.0.0.0/24", "IETF protocol assignments", "RFC 6890"),
                    row("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
                    row("192.31.196.0/24", "AS112-v4", "RFC 7535"),
                    row("192.52.193.0/24", "AMT", "RFC 7450"),
                    row("192.88.99.0/24", "6to4 relay anycast", "RFC 7526"),
                    row("192.168.0.0/16", "Private use", "RFC 1918"),
                    row("192.175.48.0/24", "Direct delegation AS112", "RFC 7534"),
                    row("198.18.0.0/15", "Benchmarking", "RFC 2544"),
                    row("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
                    row("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
                    row("224.0.0.0/4", "Multicast", "RFC 5771"),
                    row("240.0.0.0/4", "Reserved", "RFC 1112"),
                    row("255.255.255.255/32", "Limited broadcast", "RFC 8190"),
                    metadata("100.100.100.200/32", "Alibaba Cloud"),
                    metadata("168.63.129.16/32", "Azure"),
                    metadata("169.254.0.23/32", "Tencent Cloud"),
                    metadata("169.254.42.42/32", "Scaleway"),
                    metadata("169.254.169.254/32", "AWS, Azure, Google Cloud and others"),
                    metadata("169.254.170.2/32", "AWS containers"),
                    metadata("169.254.170.23/32", "AWS pods"),
                    metadata("192.0.0.192/32", "Oracle Cloud"),
                    row("199.36.153.4/30", "Google APIs inside a cloud network", "Google Cloud"),
                    row("199.36.153.8/30", "Google APIs inside a cloud network", "Google Cloud"));

    static final List<SpecialRange> IPV6 =
            List.of(
                    row("::/128", "Unspecified", "RFC 4291"),
                    row("::1/128", "Loopback", "RFC 4291"),
                    row("::/96", "IPv4-compatible", "RFC 4291"),
                    row("::ffff:0:0/96", "IPv4-mapped", "RFC 4291"),
                    row("::ffff:0:0:0/96", "IPv4-translated", "RFC 2765"),
                    row("64:ff9b::/96", "IPv4-IPv6 translation", "RFC 6052"),
                    row("64:ff9b:1::/48", "Local IPv4-IPv6 translation", "RFC 8215"),
                    row("100::/64", "Discard only", "RFC 6666"),
                    row("100:0:0:1::/64", "Dummy prefix", "RFC 9780"),
                    row("2001::/23", "IETF protocol assignments", "RFC 2928"),
                    row("2001::/32", "Teredo", "RFC 4380"),
                    row("2001:2::/48", "Benchmarking", "RFC 5180"),
                    row("2001:3::/32", "AMT", "RFC 7450"),
                    row("2001:4:112::/48", "AS112-v6", "RFC 7535"),
                    row("2001:10::/28", "ORCHID", "RFC 4843"),
                    row("2001:20::/28", "ORCHIDv2", "RFC 7343"),
                    row("2001:30::/28", "Drone remote identification", "RFC 9374"),
                    row("2001:db8::/32", "Documentation", "RFC 3849"),
                    row("2002::/16", "6to4", "RFC 3056"),
                    row("2620:4f:8000::/48", "Direct delegation AS112", "RFC 7534"),
                    row("3ffe::/16", "6bone", "RFC 3701"),
                    row("3fff::/20", "Documentation", "RFC 9637"),
                    row("5f00::/16", "Segment routing identifiers", "RFC 9602"),
                    row("fc00::/7", "Unique local", "RFC 4193"),
                    row("fe80::/10", "Link local", "RFC 4291"),
                    row("fec0::/10", "Site local", "RFC 3879"),
                    row("ff00::/8", "Multicast", "RFC 4291"),
                    metadata("fd00:42::42/128", "Scaleway"),
                    metadata("fd00:ec2::23/128", "AWS pods"),
                    metadata("fd00:ec2::254/128", "AWS"),
                    metadata("fd20:ce::254/128", "Google Cloud"),
                    metadata("fe80::a9fe:a9fe/128", "OpenStack"));

    /// What is global at all: of IPv6 only what IANA opened for unicast, so that whatever is opened for
    /// another purpose later is refused until this table knows it.
    static final List<IpRange> GLOBAL =
            List.of(IpRange.parse("0.0.0.0/0"), IpRange.parse("2000::/3"));

    private SpecialRanges() {}

    private static SpecialRange row(String range, String name, String source) {
        return new SpecialRange(IpRange.parse(range), name, source, false);
    }

    private static SpecialRange metadata(String range, String cloud) {
        return new SpecialRange(IpRange.parse(range), "Cloud metadata", cloud, true);
    }
}
