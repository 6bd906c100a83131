package dev.sluice.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundRequestTest {
    private final ClientWorld world = new ClientWorld();

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void goesOutByteForByte() {
        var receiver = world.receiver(Receiver.saying(ClientWorld.OK));
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", "msg_1");
        headers.put("webhook-signature", "v1,a= v1,b=");
        headers.put("user-agent", "Sluice/1");
        var url = "http://127.0.0.1:" + receiver.port() + "//a/../b?x=ä&y=%2f#gone";

        var outcome =
                world.client()
                        .send(
                                OutboundRequest.post(
                                        url,
                                        headers,
                                        "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answer -> {
                            assertThat(answer.status()).isEqualTo(200);
                            assertThat(answer.body()).asString().isEqualTo("done");
                            assertThat(answer.bodyCut()).isFalse();
                            assertThat(answer.took()).isGreaterThanOrEqualTo(answer.answered());
                        });
        assertThat(receiver.requests())
                .containsExactly(
                        String.join(
                                "\r\n",
                                "POST //a/../b?x=%C3%A4&y=%2f HTTP/1.1",
                                "Host: 127.0.0.1:" + receiver.port(),
                                "Connection: close",
                                "webhook-id: msg_1",
                                "webhook-signature: v1,a= v1,b=",
                                "user-agent: Sluice/1",
                                "Content-Length: 10",
                                "",
                                "{\"a\":\"Ã¤\"}"));
    }

    @Test
    void bringsNoHeaderThatFramesOrRoutesAMessage() {
        for (var name :
                List.of(
                        "Host",
                        "content-length",
                        "Transfer-Encoding",
                        "a b",
                        "a:b",
                        "",
                        "x\r\ny")) {
            assertRefused(name, "v");
        }
        assertRefused("x", "a\r\nHost: other");
        assertRefused("x", "ä");
    }

    private static void assertRefused(String name, String value) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(name, value);
        assertThatThrownBy(
                        () -> OutboundRequest.post("https://x.example.org/", headers, new byte[0]))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("other");
    }
}
