package dev.sluice.sources.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.0/23, 192.168.5.200, true",
        "192.168.4.0/23, 192.168.6.1, false",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
        "fd00::/8, 10.0.0.1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
    })
    void allowsOnlyWhatLiesInARange(String range, String address, boolean allowed) {
        var policy = new AddressPolicy(List.of(range), List.of());
        assertThat(policy.refusal(InetAddress.ofLiteral(address), 5432, "x").isEmpty())
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", ""})
    void aRangeIsANetworkInDigits(String range) {
        assertThatThrownBy(() -> AddressRange.parse(range))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theProductsOwnDatabaseIsRefusedUnderEveryLocalAddress() {
        var policy =
                new AddressPolicy(
                        List.of(), List.of(new ForbiddenEndpoint("localhost", 5432, "sluice")));
        assertThat(policy.refusal(InetAddress.ofLiteral("127.0.0.1"), 5432, "sluice")).isPresent();
        assertThat(policy.refusal(InetAddress.ofLiteral("::1"), 5432, "sluice")).isPresent();
        assertThat(policy.refusal(InetAddress.ofLiteral("0.0.0.0"), 5432, "sluice")).isPresent();
        assertThat(policy.refusal(InetAddress.ofLiteral("127.8.8.8"), 5432, "sluice")).isPresent();
        assertThat(policy.refusal(InetAddress.ofLiteral("127.0.0.1"), 5432, "retail")).isEmpty();
        assertThat(policy.refusal(InetAddress.ofLiteral("127.0.0.1"), 5433, "sluice")).isEmpty();
        assertThat(policy.refusal(InetAddress.ofLiteral("10.9.9.9"), 5432, "sluice")).isEmpty();
    }

    @Test
    void aWholeServerIsRefusedWhateverTheDatabase() {
        var policy = new AddressPolicy(List.of(), List.of(new ForbiddenEndpoint("10.0.0.7", 9092)));
        assertThat(policy.refusal(InetAddress.ofLiteral("10.0.0.7"), 9092, "any")).isPresent();
    }
}
