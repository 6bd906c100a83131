package dev.sluice.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReceiverTlsTest {
    private static TestTls tls;
    private static TestTls expired;

    private final ClientWorld world = new ClientWorld();

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) {
        tls = TestTls.of(folder, "dns:receiver.example.org,dns:*.wild.example.org,ip:127.0.0.1");
        expired =
                TestTls.of(
                        folder, "dns:receiver.example.org", "-startdate", "-10d", "-validity", "5");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void theNameOfTheUrlIsSentAndChecked() {
        var receiver = receiver(tls);

        assertThat(send(receiver, tls.client(), "receiver.example.org"))
                .isInstanceOf(Outcome.Answered.class);
        assertThat(send(receiver, tls.client(), "RECEIVER.example.org"))
                .isInstanceOf(Outcome.Answered.class);
        assertThat(send(receiver, tls.client(), "127.0.0.1")).isInstanceOf(Outcome.Answered.class);
        assertThat(receiver.serverNames())
                .containsExactly("receiver.example.org", "receiver.example.org", "");
        assertThat(receiver.requests().getFirst())
                .contains("Host: receiver.example.org:" + receiver.port() + "\r\n");
    }

    @Test
    void aCertificateForAnotherHostIsRefusedBeforeAnythingIsSent() {
        var receiver = receiver(tls);

        assertThat(send(receiver, tls.client(), "other.example.org"))
                .isInstanceOfSatisfying(
                        Outcome.TlsFailed.class,
                        failed ->
                                assertThat(failed.detail())
                                        .isEqualTo(
                                                "The receiver's certificate is not for this"
                                                        + " host."));
        assertThat(receiver.bytes()).isZero();
    }

    @Test
    void aCertificateOfAnUnknownIssuerIsRefused() throws Exception {
        var receiver = receiver(tls);

        assertThat(send(receiver, SSLContext.getDefault(), "receiver.example.org"))
                .isInstanceOfSatisfying(
                        Outcome.TlsFailed.class,
                        failed -> assertThat(failed.detail()).contains("issuer"));
        assertThat(receiver.bytes()).isZero();
    }

    @Test
    void aReceiverWithoutTlsIsNotSpokenToInPlain() {
        var receiver = world.receiver(Receiver.saying(ClientWorld.OK));

        assertThat(
                        world.client(tls.client(), Duration.ofSeconds(3))
                                .send(
                                        ClientWorld.post(
                                                "https://127.0.0.1:" + receiver.port() + "/")))
                .isInstanceOfAny(Outcome.TlsFailed.class, Outcome.TimedOut.class);
        assertThat(receiver.requests()).noneMatch(request -> request.startsWith("POST"));
    }

    private Receiver receiver(TestTls its) {
        return world.keep(Receiver.tls(its.server(), Receiver.saying(ClientWorld.OK)));
    }

    private Outcome send(Receiver receiver, SSLContext trust, String host) {
        world.names().answer("receiver.example.org", "127.0.0.1");
        world.names().answer("other.example.org", "127.0.0.1");
        world.names().answer("a_b.wild.example.org", "127.0.0.1");
        return world.client(trust)
                .send(ClientWorld.post("https://" + host + ":" + receiver.port() + "/cb"));
    }
}
