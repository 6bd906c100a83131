package dev.sluice.outbound.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressTableTest {
    private static final AddressTable TABLE = new AddressTable(List.of());

    @Test
    void aRangeIsRefusedFromItsFirstToItsLastAddress() {
        for (var rows : List.of(SpecialRanges.IPV4, SpecialRanges.IPV6)) {
            for (var row : rows) {
                var first = row.range().first();
                assertThat(TABLE.of(first)).as(row.name()).isInstanceOf(Standing.Refused.class);
                var last = last(row.range());
                assertThat(TABLE.of(last)).as(row.name()).isInstanceOf(Standing.Refused.class);
            }
        }
    }

    @Test
    void theAddressesBesideTheRangesAreGlobal() {
        for (var text :
                List.of(
                        "1.0.0.0",
                        "9.255.255.255",
                        "11.0.0.0",
                        "100.63.255.255",
                        "100.128.0.0",
                        "126.255.255.255",
                        "128.0.0.0",
                        "168.63.129.15",
                        "168.63.129.17",
                        "169.253.255.255",
                        "169.255.0.0",
                        "172.15.255.255",
                        "172.32.0.0",
                        "191.255.255.255",
                        "192.0.1.0",
                        "192.0.3.0",
                        "192.167.255.255",
                        "192.169.0.0",
                        "198.17.255.255",
                        "198.20.0.0",
                        "198.51.99.255",
                        "198.51.101.0",
                        "203.0.112.255",
                        "203.0.114.0",
                        "223.255.255.255",
                        "2001:200::",
                        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                        "2001:db9::",
                        "2003::",
                        "2620:4f:7fff::1",
                        "2620:4f:8001::",
                        "3ffd::1",
                        "3fff:1000::")) {
            assertThat(TABLE.of(address(text))).as(text).isEqualTo(new Standing.Global());
        }
    }

    @Test
    void nothingOutsideOfGlobalUnicastIsGlobal() {
        var random = new Random(46);
        for (var i = 0; i < 20_000; i++) {
            var bytes = new byte[16];
            random.nextBytes(bytes);
            var global = TABLE.of(IpAddress.of(bytes)) instanceof Standing.Global;
            assertThat(global && (bytes[0] & 0xe0) != 0x20).isFalse();
        }
    }

    @Test
    void theLongestPrefixNamesTheAddress() {
        assertThat(TABLE.of(address("169.254.169.254")))
                .isEqualTo(new Standing.Refused("Cloud metadata"));
        assertThat(TABLE.of(address("169.254.1.1"))).isEqualTo(new Standing.Refused("Link local"));
        assertThat(TABLE.of(address("::1"))).isEqualTo(new Standing.Refused("Loopback"));
        assertThat(TABLE.of(address("2001::1"))).isEqualTo(new Standing.Refused("Teredo"));
    }

    @Test
    void whatTheOperatorOpensIsOpenExceptMetadataThatIsNotNamedExactly() {
        var wide = new AddressTable(IpRange.parseAll("10.0.0.0/8, 100.64.0.0/10 fd00::/8"));
        assertThat(wide.of(address("10.1.2.3"))).isEqualTo(new Standing.Opened());
        assertThat(wide.of(address("fd12::1"))).isEqualTo(new Standing.Opened());
        assertThat(wide.of(address("192.168.0.1"))).isInstanceOf(Standing.Refused.class);
        assertThat(wide.of(address("100.100.100.200"))).isInstanceOf(Standing.Refused.class);
        assertThat(wide.of(address("fd00:ec2::254"))).isInstanceOf(Standing.Refused.class);
        var exact = new AddressTable(IpRange.parseAll("169.254.169.254"));
        assertThat(exact.of(address("169.254.169.254"))).isEqualTo(new Standing.Opened());
    }

    @Test
    void whatAnOpenedAddressCarriesIsJudged() {
        var nat64 = new AddressTable(IpRange.parseAll("64:ff9b::/96"));
        assertThat(nat64.of(address("64:ff9b::808:808"))).isEqualTo(new Standing.Opened());
        assertThat(nat64.of(address("64:ff9b::7f00:1"))).isInstanceOf(Standing.Refused.class);
        assertThat(nat64.of(address("64:ff9b::a9fe:a9fe"))).isInstanceOf(Standing.Refused.class);
    }

    @Test
    void anIsatapAddressIsWhatItCarries() {
        assertThat(TABLE.of(address("2a00:1450::5efe:8.8.8.8"))).isEqualTo(new Standing.Global());
        assertThat(TABLE.of(address("2a00:1450::5efe:10.0.0.1")))
                .isInstanceOf(Standing.Refused.class);
        assertThat(TABLE.of(address("2a00:1450::300:5efe:10.0.0.1")))
                .isInstanceOf(Standing.Refused.class);
    }

    @Test
    void textIsReadAndWrittenAsJavaReadsIt() throws Exception {
        var random = new Random(5952);
        for (var i = 0; i < 5_000; i++) {
            var bytes = new byte[i % 4 == 0 ? 4 : 16];
            for (var at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : 0;
            }
            var address = IpAddress.of(bytes);
            assertThat(IpAddress.parse(address.toString())).contains(address);
            assertThat(InetAddress.getByName(address.toString()))
                    .isEqualTo(InetAddress.getByAddress(bytes));
        }
    }

    @Test
    void anAddressWithAZoneIsNone() throws Exception {
        var zoned =
                Inet6Address.getByAddress("x", InetAddress.getByName("2600::1").getAddress(), 3);
        assertThat(IpAddress.of(zoned)).isEmpty();
    }

    @Test
    void rangesAreReadStrictly() {
        for (var wrong :
                List.of("10.0.0.0/33", "10.0.0.1/8", "10.0.0/8", "x", "10.0.0.0/", "::/129")) {
            assertThatThrownBy(() -> IpRange.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
        assertThat(IpRange.parseAll("")).isEmpty();
        assertThat(IpRange.parseAll(" 10.0.0.0/8,\n::1 ,").toString())
                .isEqualTo("[10.0.0.0/8, ::1/128]");
    }

    private static IpAddress last(IpRange range) {
        var bits = range.first().bits();
        var value = new BigInteger(hex(range.first()), 16);
        var last = value.add(BigInteger.TWO.pow(bits - range.prefix())).subtract(BigInteger.ONE);
        var bytes = new byte[bits / 8];
        for (var i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = last.byteValue();
            last = last.shiftRight(8);
        }
        return IpAddress.of(bytes);
    }

    private static String hex(IpAddress address) {
        var text = new StringBuilder();
        for (var i = 0; i < address.bits() / 8; i++) {
            text.append(String.format("%02x", address.at(i)));
        }
        return text.toString();
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
