package dev.sluice.gateway;

import static dev.sluice.gateway.BadRequests.CLOSE;
import static dev.sluice.gateway.BadRequests.HOST;
import static dev.sluice.gateway.BadRequests.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What nobody should send, sent to a gateway with a small heap, while honest clients go on. Each is
/// answered by a problem document with a 4xx status, or by a close, and nothing of it stays in memory.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class BadInputIT {
    private static final String KEY = BadRequests.authorization(Gateway.KEY);

    private final GatewayAmongHonest gateway = GatewayAmongHonest.start();
    private final RawHttp raw = gateway.raw();
    private final BadRequests bad = new BadRequests(raw, Gateway.KEY);
    private final BadBodies bodies = new BadBodies(bad);

    @AfterAll
    void honestClientsNoticedNothingAndTheHeapIsFlat() {
        gateway.close();
    }

    @Test
    void largeBodies() {
        bodies.sendLarge();
    }

    @Test
    void deepLongAndBrokenJson() {
        bodies.sendDeepLongAndBroken();
    }

    @Test
    void codedAndForeignBodies() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 100; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        var bomb = packed.toString(StandardCharsets.ISO_8859_1);
        var length = "Content-Length: " + bomb.length() + "\r\n";
        bad.post("a gzip bomb", "Content-Encoding: gzip\r\n" + length, bomb).is(415);
        bad.post("a small coded body", "Content-Encoding: br\r\nContent-Length: 2\r\n", "{}")
                .is(415);
        var doubled =
                "Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n";
        bad.post("two codings", doubled, "{}");
        bad.post(
                "coded in transfer",
                "Transfer-Encoding: gzip, chunked\r\n",
                BadRequests.chunked("{}"));
        for (var type :
                List.of(
                        "text/plain",
                        "multipart/form-data; boundary=b",
                        "multipart/form-data",
                        "application/x-www-form-urlencoded",
                        "application/json/json",
                        "\u00ff")) {
            var header = "Content-Type: " + type + "\r\nContent-Length: 9\r\n";
            bad.refused(
                            type,
                            "POST /v1/analyses HTTP/1.1\r\n"
                                    + HOST
                                    + KEY
                                    + header
                                    + CLOSE
                                    + "\r\n--b\r\n\r\n--")
                    .is(415);
        }
    }

    @Test
    void headersAndAddresses() {
        var many = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            many.append("X-").append(i).append(": y\r\n");
        }
        bad.get("a million headers", "/v1/jobs", many.toString());
        bad.get("two hundred headers", "/v1/jobs", "X: y\r\n".repeat(200));
        bad.get("a huge header", "/v1/jobs", "X: " + "y".repeat(10 << 20) + "\r\n");
        bad.get("a long header", "/v1/jobs", "X: " + "y".repeat(9_000) + "\r\n");
        bad.get("a huge address", "/v1/jobs?q=" + "y".repeat(10 << 20), "");
        bad.get("a long address", "/v1/jobs?q=" + "y".repeat(9_000), "");
        bad.get("many parameters", "/v1/jobs?" + "a=b&".repeat(1_500), "");
        bad.get("bad UTF-8 in a path", "/v1/jobs/%ff%fe", "");
        bad.get("raw bytes in a path", "/v1/jobs/\u00ff\u00fe", "");
        bad.get("bad UTF-8 in a query", "/v1/jobs?q=%ff%fe", "");
        bad.get("half an escape", "/v1/jobs?q=%f", "");
        bad.get("NUL in a query", "/v1/jobs?q=%00", "");
        bad.get("NUL in a path", "/v1/jobs/a%00b", "");
        bad.get("bad UTF-8 in a key", "/v1/jobs", "Authorization: Bearer slc_\u00ff\u00fe\r\n");
        bad.get("a control character in a header", "/v1/jobs", "X: a\u0001b\r\n");
        bad.get("NUL in a header", "/v1/jobs", "X: a\0b\r\n");
        bad.get("a space before a colon", "/v1/jobs", "X : a\r\n");
        bad.get("a header without a name", "/v1/jobs", ": a\r\n");
        bad.get("two hosts", "/v1/jobs", "Host: other\r\n");
        bad.get("a bad cursor", "/v1/jobs?cursor=%F0%9F%98%80", "");
        bad.get("a bad time", "/v1/jobs?created_after=99999-99-99T00:00:00Z", "");
        bad.get("an unknown thing to accept", "/v1/jobs", "Accept: \u00ff\r\n");
    }

    @Test
    void conflictingHeaders() {
        bad.get("two keys", "/v1/jobs", "Authorization: Bearer slc_another-key-of-someone\r\n")
                .is(400);
        var twice = "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 17\r\n";
        bad.post("two idempotency keys", twice, "{\"question\": \"q\"}").is(422);
        bad.post("two media types", "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}")
                .is(400);
        var empty = "Idempotency-Key: \r\nContent-Length: 17\r\n";
        bad.post("an empty idempotency key", empty, "{\"question\": \"q\"}").is(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/jobs/..;/..;/actuator/health",
                "/..;/actuator/health",
                "/v1/..;/actuator",
                "/v1/%2e%2e/actuator/health",
                "/v1/jobs/%2e%2e/%2e%2e/actuator",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/v1/..%2f..%2fetc/passwd",
                "/v1/..%5c..%5cetc",
                "/static/../../etc/passwd",
                "//v1/jobs",
                "/v1//jobs",
                "/v1/./jobs/../nothing",
                "/V1/jobs",
                "/%76%31/jobs",
                "/v1;a=b/jobs",
                "/v1/jobs/job_1;a=b/events",
                "/v1/jobs/",
                "/v1/jobs/.json",
                "/v1/jobs/job_1%2fresult",
                "/v1/jobs/job_1/result/extra",
                "/error",
                "/actuator",
                "/actuator/prometheus",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/application.properties",
                "http://elsewhere/v1/nothing",
            })
    void tricksWithPaths(String path) {
        // without a key: whatever a trick reaches, it must not be more than a stranger may see
        bad.refused(path, "GET " + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
    }

    @Test
    void methodsAndVersions() {
        for (var method : List.of("BREW", "TRACE", "CONNECT", "PROPFIND", "get", "PUT", "PATCH")) {
            bad.refused(method, method + " /v1/jobs HTTP/1.1\r\n" + HOST + KEY + CLOSE + "\r\n");
        }
        bad.refused("no method", " /v1/jobs HTTP/1.1\r\n" + HOST + "\r\n");
        bad.refused("a method of 10,000", "M".repeat(10_000) + " / HTTP/1.1\r\n" + HOST + "\r\n");
        bad.refused("HTTP/9.9", "GET /v1/nothing HTTP/9.9\r\n" + HOST + CLOSE + "\r\n");
        bad.refused("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        // whose answers have neither status nor headers
        assertThat(raw.send("GET /v1/jobs\r\n").text()).startsWith("{\"type\":\"/problems/");
        bad.refused("HTTP/1.0 without a key", "GET /v1/jobs HTTP/1.0\r\n\r\n").is(401);
        bad.refused("no host", "GET /v1/jobs HTTP/1.1\r\n" + KEY + "\r\n").is(400);
        bad.refused("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n");
        bad.refused("only line ends", "\r\n".repeat(50_000));
        var old = raw.send("GET /v1/health HTTP/1.0\r\n\r\n");
        assertThat(old.statuses()).containsExactly(200);
    }

    @Test
    void smuggledRequests() {
        var hidden = "GET /v1/jobs/hidden HTTP/1.1\r\n" + HOST + KEY + "\r\n";
        var start = "POST /v1/nothing HTTP/1.1\r\n" + HOST + KEY + JSON;
        for (var framing :
                List.of(
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                        "Transfer-Encoding: xchunked\r\n",
                        "Transfer-Encoding: \u000bchunked\r\n",
                        "Transfer-Encoding : chunked\r\n",
                        "Transfer-Encoding: chunked, identity\r\n",
                        "Content-Length: 5, 5\r\n",
                        "Content-Length: +5\r\n",
                        "Content-Length: 0x5\r\n")) {
            var reply = bad.refused(framing, start + framing + "\r\n0\r\n\r\n" + hidden);
            assertThat(reply.text()).as(framing).doesNotContain("hidden");
        }
        assertThat(raw.send(start + "\nContent-Length: 0\r\n\r\n" + hidden).text())
                .doesNotContain("\"id\"");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTurn() {
        var one = "GET /v1/health HTTP/1.1\r\n" + HOST + "\r\n";
        var job = "GET /v1/jobs/job_none HTTP/1.1\r\n" + HOST + KEY + "\r\n";
        assertThat(raw.send(one + job + one + job + "nonsense\r\n\r\n").statuses())
                .containsExactly(200, 404, 200, 404, 400);
    }

    @Test
    void expectations() {
        var refused =
                bad.post(
                        "a body not worth asking for",
                        "Expect: 100-continue\r\nContent-Length: 9000000\r\n",
                        "");
        refused.is(413);
        assertThat(refused.reply().text()).doesNotContain("100 Continue");
        bad.post("another expectation", "Expect: a-miracle\r\nContent-Length: 2\r\n", "{}").is(417);
        var asked =
                raw.send(
                        "POST /v1/analyses HTTP/1.1\r\n"
                                + HOST
                                + KEY
                                + JSON
                                + CLOSE
                                + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(asked.text()).startsWith("HTTP/1.1 100");
        assertThat(asked.statuses()).containsExactly(422);
    }

    @Test
    void aBodyThatComesAfterItsAnswerLeavesTheConnectionUsable() throws IOException {
        try (var socket = raw.connect()) {
            for (int i = 0; i < 3; i++) {
                var out = socket.getOutputStream();
                out.write(
                        ("PUT /v1/nothing HTTP/1.1\r\n"
                                        + HOST
                                        + KEY
                                        + JSON
                                        + "Content-Length: 2\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(answer(socket)).contains("HTTP/1.1 404");
                out.write("{}".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static String answer(Socket socket) throws IOException {
        var chunk = new byte[8192];
        var n = socket.getInputStream().read(chunk);
        return n < 0 ? "closed" : new String(chunk, 0, n, StandardCharsets.ISO_8859_1);
    }
}
