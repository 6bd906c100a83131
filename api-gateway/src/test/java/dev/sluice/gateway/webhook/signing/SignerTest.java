package dev.sluice.gateway.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.sluice.jobstore.webhook.Signing;
import dev.sluice.jobstore.webhook.SigningSecret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
    private static final String ID = "dlv_01k9xq3v5yq0p2t8r4m6c7n1ab";
    private static final byte[] BODY =
            utf8("{\"type\":\"job.succeeded\",\"data\":{\"ü\":\"€ 😀\"}}");

    /// The example that the libraries of Standard Webhooks share.
    @Test
    void signsTheExampleOfTheSpecification() {
        assertThat(
                        sign(
                                utf8("{\"test\": 2432232314}"),
                                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                Signing.V1))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /// The example of the reference server for asymmetric keys.
    @Test
    void signsTheExampleForEd25519() {
        var secret =
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

        assertThat(sign(utf8("{\"test\": 2432232314}"), secret, Signing.V1A))
                .isEqualTo(
                        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
        assertThat(Secrets.publicKey(new SigningSecret(Signing.V1A, secret)))
                .contains("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    }

    private static String sign(byte[] body, String secret, Signing signing) {
        return Signer.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                body,
                List.of(new SigningSecret(signing, secret)));
    }

    @Test
    void theIndependentLibraryAcceptsEverySignature() throws Exception {
        for (int i = 0; i < 100; i++) {
            var secret = Secrets.next(Signing.V1);
            verify(secret, BODY, Signer.sign(ID, Instant.now(), BODY, List.of(secret)));
        }
    }

    @Test
    void theIndependentLibraryRefusesWhatWasChanged() {
        var secret = Secrets.next(Signing.V1);
        var header = Signer.sign(ID, Instant.now(), BODY, List.of(secret));

        assertThatThrownBy(() -> verify(secret, utf8("{}"), header))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(Secrets.next(Signing.V1), BODY, header))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void duringARotationReceiversWithEitherSecretVerify() {
        var old = Secrets.next(Signing.V1);
        var fresh = Secrets.next(Signing.V1);

        var header = Signer.sign(ID, Instant.now(), BODY, List.of(fresh, old));

        assertThat(header).matches("v1,[A-Za-z0-9+/=]{44} v1,[A-Za-z0-9+/=]{44}");
        assertThatCode(() -> verify(old, BODY, header)).doesNotThrowAnyException();
        assertThatCode(() -> verify(fresh, BODY, header)).doesNotThrowAnyException();
    }

    /// Receivers skip the versions that they do not know.
    @Test
    void aRotationFromOneSchemeToTheOtherFailsNobody() throws Exception {
        var old = Secrets.next(Signing.V1);
        var fresh = Secrets.next(Signing.V1A);

        var header = Signer.sign(ID, Instant.now(), BODY, List.of(fresh, old));

        assertThat(header).startsWith("v1a,").contains(" v1,");
        verify(old, BODY, header);
    }

    @Test
    void aPublicKeyVerifiesWhatItsSecretKeySigned() throws Exception {
        var secret = Secrets.next(Signing.V1A);
        var at = Instant.now();
        var header = Signer.sign(ID, at, BODY, List.of(secret));

        var content =
                (ID + "." + at.getEpochSecond() + "." + new String(BODY, StandardCharsets.UTF_8));
        assertThat(verifies(Secrets.publicKey(secret).orElseThrow(), utf8(content), header))
                .isTrue();
        assertThat(verifies(Secrets.publicKey(secret).orElseThrow(), utf8(content + " "), header))
                .isFalse();
    }

    private static boolean verifies(String publicKey, byte[] content, String header)
            throws Exception {
        var raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        var encoded =
                HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(content);
        return signature.verify(Base64.getDecoder().decode(header.substring("v1a,".length())));
    }

    @Test
    void secretsHave32RandomBytes() {
        assertThat(Secrets.next(Signing.V1).text()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(Secrets.next(Signing.V1A).text()).matches("whsk_[A-Za-z0-9+/]{86}==");
        assertThat(Secrets.next(Signing.V1)).isNotEqualTo(Secrets.next(Signing.V1));
        assertThat(Secrets.publicKey(Secrets.next(Signing.V1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 25, 32, 63, 64})
    void takesSecretsOf24To64Bytes(int bytes) throws Exception {
        var secret = secretOf(bytes);
        verify(secret, BODY, Signer.sign(ID, Instant.now(), BODY, List.of(secret)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 65, 1000})
    void refusesShorterAndLongerOnes(int bytes) {
        assertThatThrownBy(() -> Signer.sign(ID, Instant.now(), BODY, List.of(secretOf(bytes))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_%hush%", "hush", "whsk_aHVzaA==", "whpk_aHVzaA=="})
    void doesNotTellASecretThatIsNone(String text) {
        for (var signing : Signing.values()) {
            var secret = List.of(new SigningSecret(signing, text));
            assertThatThrownBy(() -> Signer.sign(ID, Instant.now(), BODY, secret))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("hush")
                    .hasMessageNotContaining("aHVzaA");
        }
    }

    @Test
    void anIdCannotPassForATimestamp() {
        var secret = List.of(Secrets.next(Signing.V1));
        for (var id : List.of("", "dlv_1.2", ".")) {
            assertThatThrownBy(() -> Signer.sign(id, Instant.now(), BODY, secret))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Signer.sign(ID, Instant.now(), BODY, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysDoNotPrintThemselves() {
        var hmac = Secrets.next(Signing.V1);
        var ed25519 = Secrets.next(Signing.V1A);
        assertThat(SigningKey.of(hmac)).hasToString("HmacKey[…]");
        assertThat(SigningKey.of(ed25519).toString())
                .doesNotContain(ed25519.text())
                .contains("whpk_");
    }

    private static SigningSecret secretOf(int bytes) {
        return new SigningSecret(
                Signing.V1, "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]));
    }

    private static void verify(SigningSecret secret, byte[] body, String header) throws Exception {
        new Webhook(secret.text())
                .verify(
                        new String(body, StandardCharsets.UTF_8),
                        HttpHeaders.of(
                                Map.of(
                                        "webhook-id",
                                        List.of(ID),
                                        "webhook-timestamp",
                                        List.of(Long.toString(Instant.now().getEpochSecond())),
                                        "webhook-signature",
                                        List.of(header)),
                                (name, value) -> true));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
