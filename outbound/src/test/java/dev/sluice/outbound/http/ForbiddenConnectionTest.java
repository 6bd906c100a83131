package dev.sluice.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.outbound.target.Rule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Not a byte reaches what is not allowed: listeners on real sockets tell.
@Timeout(120)
class ForbiddenConnectionTest {
    private static final String NAME = "receiver.example.org";

    private final ClientWorld world = new ClientWorld();

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void aNameThatChangesItsAddressIsReachedAtTheJudgedOneOrNotAtAll() {
        var judged = world.receiver(Receiver.saying(ClientWorld.OK));
        var inner = world.keep(Receiver.plain("127.0.0.2", judged.port(), out -> {}));
        world.names().answer(NAME, "127.0.0.1").answer(NAME, "127.0.0.2");
        var request = ClientWorld.post("http://" + NAME + ":" + judged.port() + "/cb");
        var client = world.client();

        assertThat(client.send(request)).isInstanceOf(Outcome.Answered.class);
        assertThat(world.names().asked()).as("one look-up for each request").hasSize(1);
        assertThat(client.send(request)).isInstanceOf(Outcome.Forbidden.class);
        assertThat(client.send(request)).isInstanceOf(Outcome.Forbidden.class);

        assertThat(judged.connections()).isEqualTo(1);
        assertThat(inner.connections()).isZero();
    }

    @Test
    void oneInnerAddressAmongOthersIsEnoughToRefuse() {
        var judged = world.receiver(Receiver.saying(ClientWorld.OK));
        world.names().answer(NAME, "127.0.0.1", "127.0.0.2");

        assertThat(
                        world.client()
                                .send(
                                        ClientWorld.post(
                                                "http://" + NAME + ":" + judged.port() + "/")))
                .isInstanceOfSatisfying(
                        Outcome.Forbidden.class,
                        no -> {
                            assertThat(no.rule()).isEqualTo(Rule.ADDRESS);
                            assertThat(no.detail()).doesNotContain("127.");
                        });
        assertThat(judged.connections()).isZero();
    }

    @Test
    void aRedirectIsAnAnswerLikeAnyOther() {
        var inner = world.keep(Receiver.plain("127.0.0.3", 0, out -> {}));
        for (var status : List.of(301, 302, 303, 307, 308)) {
            var receiver =
                    world.receiver(
                            Receiver.saying(
                                    "HTTP/1.1 "
                                            + status
                                            + " Elsewhere\nLocation: http://127.0.0.3:"
                                            + inner.port()
                                            + "/\nRefresh: 0;url=http://127.0.0.3/\n"
                                            + "Content-Length: 0\n\n"));

            assertThat(world.client().send(ClientWorld.post(receiver)))
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(status));
        }
        assertThat(inner.connections()).isZero();
    }

    @Test
    void noSpellingReachesAListenerOnAnInnerAddress() throws Exception {
        var listeners = new ArrayList<Receiver>();
        for (var address : innerAddresses()) {
            listeners.add(world.keep(Receiver.plain(address, 0, out -> {})));
        }
        var client = world.client();
        for (var listener : listeners) {
            for (var host : hosts(listener.address())) {
                for (var scheme : List.of("http", "https")) {
                    world.names().answer("n" + scheme + ".example.org", listener.address());
                    var end = ":" + listener.port() + "/cb";
                    assertThat(client.send(ClientWorld.post(scheme + "://" + host + end)))
                            .as(scheme + "://" + host + end)
                            .isInstanceOf(Outcome.Forbidden.class);
                }
            }
        }
        assertThat(listeners).allSatisfy(inner -> assertThat(inner.connections()).isZero());
    }

    @Test
    void proxiesOfTheSystemAreNotUsed() {
        var receiver = world.receiver(Receiver.saying(ClientWorld.OK));
        var proxy = world.keep(Receiver.plain("127.0.0.4", 0, out -> {}));
        var names = List.of("http.proxy", "https.proxy", "socksProxy");
        try {
            for (var name : names) {
                System.setProperty(name + "Host", "127.0.0.4");
                System.setProperty(name + "Port", Integer.toString(proxy.port()));
            }
            System.setProperty("http.nonProxyHosts", "");
            System.setProperty("java.net.useSystemProxies", "true");

            assertThat(world.client().send(ClientWorld.post(receiver)))
                    .isInstanceOf(Outcome.Answered.class);
        } finally {
            names.forEach(name -> System.clearProperty(name + "Host"));
            names.forEach(name -> System.clearProperty(name + "Port"));
            System.clearProperty("http.nonProxyHosts");
            System.clearProperty("java.net.useSystemProxies");
        }
        assertThat(proxy.connections()).isZero();
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void theNextAddressIsTriedWhereOneRefuses() {
        var receiver = world.receiver(Receiver.saying(ClientWorld.OK));
        var port = receiver.port();
        world.names().answer(NAME, "127.0.0.1", "127.0.0.1");

        assertThat(world.client().send(ClientWorld.post("http://" + NAME + ":" + port + "/")))
                .isInstanceOf(Outcome.Answered.class);
        receiver.close();
        assertThat(world.client().send(ClientWorld.post("http://" + NAME + ":" + port + "/")))
                .isInstanceOf(Outcome.NoConnection.class);
        assertThat(world.client().send(ClientWorld.post("https://nobody.example.org/")))
                .isInstanceOf(Outcome.Unresolved.class);
    }

    private static List<String> hosts(String address) {
        if (address.contains(":")) {
            return List.of("[" + address + "]", "nhttp.example.org", "nhttps.example.org");
        }
        return List.of(
                address,
                address + ".",
                "[::ffff:" + address + "]",
                "[::" + address + "]",
                "[64:ff9b::" + address + "]",
                "user@" + address,
                "nhttp.example.org",
                "nhttps.example.org");
    }

    /// Loopback beside the one that is opened, and this machine's own addresses.
    private static List<String> innerAddresses() throws SocketException {
        var addresses = new ArrayList<>(List.of("127.0.0.2", "127.1.2.3"));
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() || address instanceof Inet6Address)
                .filter(address -> address.isSiteLocalAddress() || address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .filter(text -> !text.contains("%"))
                .forEach(addresses::add);
        return addresses;
    }
}
