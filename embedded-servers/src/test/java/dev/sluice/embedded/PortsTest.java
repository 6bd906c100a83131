package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void saysThatAnotherProgramHasThePort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            assertThatThrownBy(() ->
                            Ports.requireFree(Ports.LOOPBACK, taken.getLocalPort(), "the test"))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage(
                            "Port %d on 127.0.0.1, wanted for the test, is taken by another program.",
                            taken.getLocalPort());
        }
    }

    @Test
    void repeatsWhyAnAddressCannotBeUsed() {
        // an address that is kept for documentation, and so of no machine
        assertThatThrownBy(() -> Ports.requireFree("192.0.2.1", Ports.free(), "the test"))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageNotContaining("taken");
        assertThatThrownBy(() -> Ports.requireFree("nowhere.invalid", Ports.free(), "the test"))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("no such address");
    }

    @Test
    void acceptsAFreePort() {
        assertThatCode(() -> Ports.requireFree(Ports.LOOPBACK, Ports.free(), "the test"))
                .doesNotThrowAnyException();
    }
}
