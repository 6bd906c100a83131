package dev.sluice.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReceiverTlsTest {
    private static SSLContext trust;
    private static SSLContext valid;
    private static SSLContext expired;

    private final ClientWorld world = new ClientWorld();

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) {
        var tls = new TestTls(folder);
        valid = tls.server("valid", "dns:receiver.example.org,dns:*.wild.example.org,ip:127.0.0.1");
        expired =
                tls.server(
                        "expired",
                        "dns:receiver.example.org",
                        "-startdate",
                        "-10d",
                        "-validity",
                        "5");
        trust = tls.client();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void theNameOfTheUrlIsSentAndChecked() {
        var receiver = receiver(valid);

        assertThat(send(receiver, trust, "receiver.example.org"))
                .isInstanceOf(Outcome.Answered.class);
        assertThat(send(receiver, trust, "RECEIVER.example.org"))
                .isInstanceOf(Outcome.Answered.class);
        assertThat(send(receiver, trust, "127.0.0.1")).isInstanceOf(Outcome.Answered.class);
        assertThat(receiver.serverNames())
                .containsExactly("receiver.example.org", "receiver.example.org", "");
        assertThat(receiver.requests().getFirst())
                .contains("Host: receiver.example.org:" + receiver.port() + "\r\n");
    }

    @Test
    void aCertificateForAnotherHostIsRefusedBeforeAnythingIsSent() {
        var receiver = receiver(valid);

        assertThat(send(receiver, trust, "other.example.org"))
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
        var receiver = receiver(valid);

        assertThat(send(receiver, SSLContext.getDefault(), "receiver.example.org"))
                .isInstanceOfSatisfying(
                        Outcome.TlsFailed.class,
                        failed -> assertThat(failed.detail()).contains("issuer"));
        assertThat(receiver.bytes()).isZero();
    }

    @Test
    void anExpiredCertificateIsRefused() {
        var receiver = receiver(expired);

        assertThat(send(receiver, trust, "receiver.example.org"))
                .isInstanceOfSatisfying(
                        Outcome.TlsFailed.class,
                        failed -> assertThat(failed.detail()).contains("expired"));
        assertThat(receiver.bytes()).isZero();
    }

    @Test
    void aReceiverWithoutTlsIsNotSpokenToInPlain() {
        var receiver = world.receiver(Receiver.saying(ClientWorld.OK));

        assertThat(
                        world.client(trust, Duration.ofSeconds(3))
                                .send(
                                        ClientWorld.post(
                                                "https://127.0.0.1:" + receiver.port() + "/")))
                .isInstanceOfAny(Outcome.TlsFailed.class, Outcome.TimedOut.class);
        assertThat(receiver.requests()).noneMatch(request -> request.startsWith("POST"));
    }

    private Receiver receiver(SSLContext its) {
        return world.keep(Receiver.tls(its, Receiver.saying(ClientWorld.OK)));
    }

    private Outcome send(Receiver receiver, SSLContext trusted, String host) {
        world.names().answer(host.toLowerCase(Locale.ROOT), "127.0.0.1");
        return world.client(trusted)
                .send(ClientWorld.post("https://" + host + ":" + receiver.port() + "/cb"));
    }
}
