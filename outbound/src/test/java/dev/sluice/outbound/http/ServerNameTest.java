package dev.sluice.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.outbound.address.IpAddress;
import dev.sluice.outbound.target.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerNameTest {
    private final ClientWorld world = new ClientWorld();

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void anAddressIsCheckedAndNotSent() {
        var address = IpAddress.parse("2600::1").orElseThrow();

        assertThat(ServerName.of(new Host.Literal(address)).checked()).isEqualTo("2600::1");
    }

    @Test
    void aNameWithAnUnderscoreIsOfItsWildcardOnly() {
        var name = ServerName.of(new Host.Name("my_app.apps.example.org", false));

        assertThat(name.checked()).matches("[0-9a-f-]{36}\\.apps\\.example\\.org");
        assertThat(ServerName.of(new Host.Name("a.b_c.example.org", false)).checked())
                .as("no wildcard stands for a label within")
                .endsWith(".b_c.example.org");
    }

    /// Java's own servers refuse such a name, so this one only listens.
    @Test
    void aNameWithAnUnderscoreIsSent() throws Exception {
        var listener = world.keep(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
        var hello = CompletableFuture.supplyAsync(() -> firstBytes(listener));
        world.names().answer("my_app.example.org", "127.0.0.1");

        var outcome =
                client().send(
                                ClientWorld.post(
                                        "https://my_app.example.org:" + listener.getLocalPort()));

        assertThat(outcome).isInstanceOf(Outcome.TlsFailed.class);
        assertThat(hello.get(1, TimeUnit.MINUTES)).contains("my_app.example.org");
    }

    private OutboundClient client() throws NoSuchAlgorithmException {
        return world.client(SSLContext.getDefault(), Duration.ofMinutes(2));
    }

    private static String firstBytes(ServerSocket listener) {
        try (var socket = listener.accept()) {
            var bytes = new byte[4096];
            var length = socket.getInputStream().read(bytes);
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
