package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
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
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final long SLACK_BYTES = 24 << 20;
    private static final String HOST = "Host: localhost\r\n";
    private static final String KEY = "Authorization: Bearer " + Gateway.KEY + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String CLOSE = "Connection: close\r\n";

    private final GatewayProcess gateway =
            GatewayProcess.start(
                            TestServers.postgres().createDatabase(),
                            Map.of("sluice.request-patience", PATIENCE.toSeconds() + "s"))
                    .awaitHealthy();
    private final RawHttp raw = new RawHttp(gateway.port());
    private final HonestClients honest = HonestClients.start(gateway);
    private final long liveBytesBefore = gateway.liveBytes();

    @AfterAll
    void honestClientsNoticedNothingAndTheHeapIsFlat() {
        try (gateway) {
            honest.assertAllServed();
            await("a heap as before")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(gateway.liveBytes())
                                    .isLessThan(liveBytesBefore + SLACK_BYTES));
            assertThat(gateway.log()).doesNotContain("Unexpected failure", "OutOfMemoryError");
        }
    }

    @Test
    void largeBodies() {
        var large = "x".repeat(10 << 20);
        post("a length of 10 MB", "Content-Length: " + large.length() + "\r\n", large).is(413);
        post("chunks of 10 MB", "Transfer-Encoding: chunked\r\n", chunked(large)).is(413);
        post("a length of 2^63 - 1", "Content-Length: 9223372036854775807\r\n", "{}").is(413);
        post("a length beyond all numbers", "Content-Length: 99999999999999999999\r\n", "{}");
        post("a negative length", "Content-Length: -1\r\n", "{}");
        post("a length that is no number", "Content-Length: two\r\n", "{}");
        post("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n", "{} ");
        post("a length that promises more than comes", "Content-Length: 1000\r\n", "{").is(400);
        post("a length shorter than the body", "Content-Length: 2\r\n", "{}GET nonsense\r\n\r\n");
        post("a chunk that breaks off", "Transfer-Encoding: chunked\r\n", "5\r\n{").is(400);
        post("a chunk of no size", "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n").is(400);
        post("a chunk of 2^64", "Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n").is(400);
        var trailer = "2\r\n{}\r\n0\r\nX: " + "y".repeat(100_000) + "\r\n\r\n";
        post("an endless trailer", "Transfer-Encoding: chunked\r\n", trailer);
        var extension = "2;" + "e".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n";
        post("an endless extension", "Transfer-Encoding: chunked\r\n", extension);
    }

    @Test
    void deepLongAndBrokenJson() {
        body("100,000 deep", "[".repeat(100_000)).is(400);
        body("100,000 deep objects", "{\"a\":".repeat(100_000)).is(400);
        body("a deep context", inContext("[".repeat(90) + "]".repeat(90), true)).is(400);
        body("300,000 empty arrays", inContext("[" + "[],".repeat(300_000) + "[]]", false)).is(400);
        body("100,000 names", names(100_000)).is(400);
        body("a long name", "{\"" + "n".repeat(500_000) + "\": 1}").is(400);
        body("a number of 500,000 digits", "{\"max_rows\": " + "9".repeat(500_000) + "}").is(400);
        body("a huge exponent", "{\"question\": \"q\", \"max_rows\": 1e999999999}").is(422);
        body("a huge exponent to keep", inContext("1e999999", false)).is(422);
        body("an exponent beyond an int", inContext("1e2147483648", false)).is(400);
        body("a huge count", "{\"question\": \"q\", \"max_rows\": 9223372036854775808}").is(422);
        body("not a number", "{\"question\": \"q\", \"max_rows\": NaN}").is(400);
        body("a name twice", "{\"question\": \"a\", \"question\": \"b\"}").is(400);
        body("a name twice, escaped", "{\"question\": \"a\", \"questio\\u006e\": \"b\"}").is(400);
        body("NUL in a text", "{\"question\": \"a\\u0000b\"}").is(422);
        body("NUL in what is kept", inContext("\"a\\u0000\"", false)).is(422);
        body("half a pair in what is kept", inContext("\"\\ud800\"", false)).is(422);
        body("a raw NUL", "{\"question\": \"a\0b\"}").is(400);
        body("bad UTF-8", "{\"question\": \"a\u00ff\u00feb\"}").is(400);
        body("overlong UTF-8", "{\"question\": \"\u00c0\u00af\"}").is(400);
        body("a surrogate in UTF-8", "{\"question\": \"\u00ed\u00a0\u0080\"}").is(400);
        body("UTF-8 that breaks off", "{\"question\": \"\u00e2\u0082").is(400);
        body("a long text", "{\"question\": \"" + "x".repeat(900_000) + "\"}").is(422);
        body("900,000 tags", "{\"question\": \"q\", \"tags\": [" + "1,".repeat(400_000) + "1]}");
    }

    private static String inContext(String value, boolean alreadyDeep) {
        var filters = alreadyDeep ? "{\"a\":".repeat(20) : "{\"a\": ";
        var end = "}".repeat(alreadyDeep ? 20 : 1);
        return "{\"question\": \"q\", \"context\": {\"filters\": " + filters + value + end + "}}";
    }

    private static String names(int count) {
        var text = new StringBuilder("{\"question\": \"q\"");
        for (int i = 0; i < count; i++) {
            text.append(",\"").append(i).append("\":1");
        }
        return text.append('}').toString();
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
        post("a gzip bomb", "Content-Encoding: gzip\r\n" + length, bomb).is(415);
        post("a small coded body", "Content-Encoding: br\r\nContent-Length: 2\r\n", "{}").is(415);
        var doubled =
                "Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n";
        post("two codings", doubled, "{}");
        post("coded in transfer", "Transfer-Encoding: gzip, chunked\r\n", chunked("{}"));
        for (var type :
                List.of(
                        "text/plain",
                        "multipart/form-data; boundary=b",
                        "multipart/form-data",
                        "application/x-www-form-urlencoded",
                        "application/json/json",
                        "\u00ff")) {
            var header = "Content-Type: " + type + "\r\nContent-Length: 9\r\n";
            refused(
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
        get("a million headers", "/v1/jobs", many.toString());
        get("two hundred headers", "/v1/jobs", "X: y\r\n".repeat(200));
        get("a huge header", "/v1/jobs", "X: " + "y".repeat(10 << 20) + "\r\n");
        get("a long header", "/v1/jobs", "X: " + "y".repeat(9_000) + "\r\n");
        get("a huge address", "/v1/jobs?q=" + "y".repeat(10 << 20), "");
        get("a long address", "/v1/jobs?q=" + "y".repeat(9_000), "");
        get("many parameters", "/v1/jobs?" + "a=b&".repeat(1_500), "");
        get("bad UTF-8 in a path", "/v1/jobs/%ff%fe", "");
        get("raw bytes in a path", "/v1/jobs/\u00ff\u00fe", "");
        get("bad UTF-8 in a query", "/v1/jobs?q=%ff%fe", "");
        get("half an escape", "/v1/jobs?q=%f", "");
        get("NUL in a query", "/v1/jobs?q=%00", "");
        get("NUL in a path", "/v1/jobs/a%00b", "");
        get("bad UTF-8 in a key", "/v1/jobs", "Authorization: Bearer slc_\u00ff\u00fe\r\n");
        get("a control character in a header", "/v1/jobs", "X: a\u0001b\r\n");
        get("NUL in a header", "/v1/jobs", "X: a\0b\r\n");
        get("a space before a colon", "/v1/jobs", "X : a\r\n");
        get("a header without a name", "/v1/jobs", ": a\r\n");
        get("two hosts", "/v1/jobs", "Host: other\r\n");
        get("a bad cursor", "/v1/jobs?cursor=%F0%9F%98%80", "");
        get("a bad time", "/v1/jobs?created_after=99999-99-99T00:00:00Z", "");
        get("an unknown thing to accept", "/v1/jobs", "Accept: \u00ff\r\n");
    }

    @Test
    void conflictingHeaders() {
        get("two keys", "/v1/jobs", "Authorization: Bearer slc_another-key-of-someone\r\n").is(400);
        var twice = "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 17\r\n";
        post("two idempotency keys", twice, "{\"question\": \"q\"}").is(422);
        post("two media types", "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}").is(400);
        var empty = "Idempotency-Key: \r\nContent-Length: 17\r\n";
        post("an empty idempotency key", empty, "{\"question\": \"q\"}").is(422);
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
        refused(path, "GET " + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
    }

    @Test
    void methodsAndVersions() {
        for (var method : List.of("BREW", "TRACE", "CONNECT", "PROPFIND", "get", "PUT", "PATCH")) {
            refused(method, method + " /v1/jobs HTTP/1.1\r\n" + HOST + KEY + CLOSE + "\r\n");
        }
        refused("no method", " /v1/jobs HTTP/1.1\r\n" + HOST + "\r\n");
        refused("a method of 10,000", "M".repeat(10_000) + " / HTTP/1.1\r\n" + HOST + "\r\n");
        refused("HTTP/9.9", "GET /v1/nothing HTTP/9.9\r\n" + HOST + CLOSE + "\r\n");
        refused("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        // whose answers have neither status nor headers
        assertThat(raw.send("GET /v1/jobs\r\n").text()).startsWith("{\"type\":\"/problems/");
        refused("HTTP/1.0 without a key", "GET /v1/jobs HTTP/1.0\r\n\r\n").is(401);
        refused("no host", "GET /v1/jobs HTTP/1.1\r\n" + KEY + "\r\n").is(400);
        refused("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n");
        refused("only line ends", "\r\n".repeat(50_000));
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
            var reply = refused(framing, start + framing + "\r\n0\r\n\r\n" + hidden);
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
                post(
                        "a body not worth asking for",
                        "Expect: 100-continue\r\nContent-Length: 9000000\r\n",
                        "");
        refused.is(413);
        assertThat(refused.reply().text()).doesNotContain("100 Continue");
        post("another expectation", "Expect: a-miracle\r\nContent-Length: 2\r\n", "{}").is(417);
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

    @Test
    void aThousandSlowClients() {
        try (var slow = new SlowClients(raw, Gateway.KEY)) {
            slow.fillUpTo(1_000);
            await("the gateway to lose patience")
                    .atMost(PATIENCE.multipliedBy(6))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> slow.trickle() == 0);
        }
    }

    /// For a minute, with others for those that were closed; the bad requests above come again and again.
    @Test
    @Tag("long")
    void aThousandSlowClientsForAMinute() {
        var length = Duration.ofSeconds(60);
        honest.awaitMore(3_000); // compilers are warm
        honest.latencies().clear();
        honest.awaitMore(3_000);
        var quiet = honest.latencies().percentile(99);
        try (var slow = new SlowClients(raw, Gateway.KEY)) {
            slow.fillUpTo(1_000);
            honest.latencies().clear();
            for (var until = System.nanoTime() + length.toNanos(); System.nanoTime() < until; ) {
                slow.trickle();
                slow.fillUpTo(1_000);
                deepLongAndBrokenJson();
                largeBodies();
            }
            var beside = honest.latencies();
            Figures.of("1,000 slow connections and bad requests for 60 s")
                    .count("slow connections opened", slow.opened())
                    .count("closed by the gateway", slow.closed())
                    .count("honest requests", beside.count())
                    .millis("their p50", beside.percentile(50))
                    .millis("p99 without", quiet)
                    .millis("p99 beside", beside.percentile(99))
                    .factor("growth", (double) beside.percentile(99).toNanos() / quiet.toNanos())
                    .print();
            // what a busy machine adds is no failure
            assertThat(beside.percentile(99)).isLessThan(quiet.multipliedBy(2).plusSeconds(1));
        }
    }

    private Refused post(String what, String headers, String body) {
        return refused(
                what,
                "POST /v1/analyses HTTP/1.1\r\n"
                        + HOST
                        + KEY
                        + JSON
                        + CLOSE
                        + headers
                        + "\r\n"
                        + body);
    }

    /// @param text ISO 8859-1, one character for each byte
    private Refused body(String what, String text) {
        return post(what, "Content-Length: " + text.length() + "\r\n", text);
    }

    private Refused get(String what, String path, String headers) {
        return refused(
                what, "GET " + path + " HTTP/1.1\r\n" + HOST + KEY + CLOSE + headers + "\r\n");
    }

    private Refused refused(String what, String request) {
        var reply = raw.send(request);
        reply.isRefusal(what);
        return new Refused(what, reply);
    }

    private record Refused(String what, RawHttp.Reply reply) {
        void is(int status) {
            assertThat(reply.statuses()).as("%s: %s", what, reply.text()).containsExactly(status);
        }

        String text() {
            return reply.text();
        }
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }
}
