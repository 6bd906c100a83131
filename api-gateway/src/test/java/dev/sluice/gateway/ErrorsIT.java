package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsIT extends GatewayTestCase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nothing",
                "/v1/webhooks",
                "/v1/threads",
                "/v1/jobs/job_1/deliveries",
                "/v1/jobs/job_1/feedback",
                "/nothing",
                "/v1",
            })
    void whatDoesNotExistIsNotFound(String path) {
        var answer = CLIENT.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("/problems/not-found");
    }

    @Test
    void anotherMethodIsNotAllowed() {
        var answer = CLIENT.send("PUT", "/v1/analyses", "{}");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("method_not_allowed");
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(CLIENT.post("/v1/jobs", "{}").status()).isEqualTo(405);
        assertThat(CLIENT.delete("/v1/jobs").status()).isEqualTo(405);
        for (var path : new String[] {"/v1/jobs/batch", "/v1/jobs/actions"}) {
            var put = CLIENT.send("PUT", path, "{}");
            assertThat(put.status()).as(path).isEqualTo(405);
            assertThat(put.header("Allow")).contains("POST");
        }
    }

    /// A call of one job without the job's id names, as far as anybody can tell, a job of that name.
    @ParameterizedTest
    @ValueSource(strings = {"feedback", "retry", "cancel", "approve", "deliveries"})
    void aCallWithoutItsJobIsNoCall(String call) {
        var posted = CLIENT.post("/v1/jobs/" + call, "{}");
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.code()).isEqualTo("method_not_allowed");
        assertThat(posted.header("Allow")).contains("GET", "DELETE");

        assertThat(CLIENT.get("/v1/jobs/" + call).code()).isEqualTo("not_found");
        assertThat(CLIENT.get("/v1/jobs/batch").code()).isEqualTo("not_found");
        assertThat(CLIENT.delete("/v1/jobs/actions").code()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/jobs/job_1/feedback", "/v1/webhooks", "/v1/nothing"})
    void whatComesLaterIsNotFoundByAnyMethod(String path) {
        for (var method : new String[] {"POST", "PUT", "PATCH", "GET", "DELETE"}) {
            var answer = CLIENT.send(method, path, method.equals("GET") ? null : "{}");
            assertThat(answer.status()).as(method).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
            assertThat(answer.header("Allow")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"question\": \"q\"",
                "{\"question\": \"q\"} x",
                "{\"question\": \"a\", \"question\": \"b\"}",
                "{'question': 'q'}",
                "nope",
            })
    void brokenJsonIsMalformed(String body) {
        var answer = CLIENT.post("/v1/analyses", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"question\": \"half \\ud83d pair\"}",
                "{\"question\": \"a\\u0000b\"}",
                "{\"question\": \"q\", \"tags\": [\"\\udc00\"]}",
            })
    void whatNoTextCanHoldIsRefused(String body) {
        var answer = CLIENT.post("/v1/analyses", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
    }

    @Test
    void anEmptyBodyIsMalformed() {
        assertThat(CLIENT.post("/v1/analyses", null).code()).isEqualTo("malformed_json");
        assertThat(CLIENT.post("/v1/analyses", "").code()).isEqualTo("malformed_json");
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense"})
    void anotherMediaTypeIsUnsupported(String type) {
        var answer = CLIENT.post("/v1/analyses", "{\"question\": \"q\"}", "Content-Type", type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("unsupported_media_type");
    }

    @Test
    void aLargeBodyIsRefused() {
        var question = "x".repeat(1 << 20);
        var answer = CLIENT.post("/v1/analyses", "{\"question\": \"" + question + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("payload_too_large");

        var huge = "x".repeat(12 << 20);
        assertThat(CLIENT.post("/v1/exports", "{\"sql\": \"" + huge + "\"}").status())
                .isEqualTo(413);
    }

    @Test
    void anAnswerThatTheClientDoesNotTakeIsNotAcceptable() {
        var answer = CLIENT.get("/v1/jobs", "Accept", "application/xml");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo("not_acceptable");
    }

    @Test
    void whatTomcatRefusesIsAProblemToo() throws IOException {
        assertThat(raw("GET /v1/jobs?q=a|{b HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"code\":\"malformed_json\"")
                .doesNotContain("Tomcat", "<html");
        assertThat(raw("GET /v1/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 40")
                .doesNotContain("Tomcat", "<html");
        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").doesNotContain("<html");
        assertThat(raw("GET /v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("<html");
    }

    @Test
    void brokenRequestsAreTheClientsFault() throws IOException {
        assertThat(raw("GET /v1/jobs HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        var longHeader = "X-Long: " + "x".repeat(20_000);
        assertThat(raw("GET /v1/jobs HTTP/1.1\r\nHost: localhost\r\n" + longHeader + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json");
        var key = "Authorization: Bearer " + Gateway.KEY;
        assertThat(
                        raw(
                                "GET /v1/jobs?q=%zz&limit=1 HTTP/1.1\r\nHost: localhost\r\n"
                                        + key
                                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json");
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.getOutputStream()
                    .write(
                            request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void headAndOptionsAreAnswered() {
        var id = JobsIT.submit("head");
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);

        var head = CLIENT.send("HEAD", "/v1/jobs/" + id, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isNotEmpty();
        assertThat(head.body()).isEmpty();
        assertThat(CLIENT.send("HEAD", "/v1/jobs/" + id + "/events", null).status()).isEqualTo(200);
        var options = CLIENT.send("OPTIONS", "/v1/jobs/" + id, null);
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).contains("GET", "DELETE");
    }

    @Test
    void noOtherOriginIsLetIn() {
        var answer = CLIENT.get("/v1/jobs", "Origin", "https://evil.example");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
}
