package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

/// Requests that must be refused: by a problem document with a 4xx status, or by a close.
final class BadRequests {
    static final String HOST = "Host: localhost\r\n";
    static final String JSON = "Content-Type: application/json\r\n";
    static final String CLOSE = "Connection: close\r\n";

    private final RawHttp raw;
    private final String key;

    BadRequests(RawHttp raw, String key) {
        this.raw = raw;
        this.key = authorization(key);
    }

    static String authorization(String key) {
        return "Authorization: Bearer " + key + "\r\n";
    }

    Refused post(String what, String headers, String body) {
        return refused(
                what,
                "POST /v1/analyses HTTP/1.1\r\n"
                        + HOST
                        + key
                        + JSON
                        + CLOSE
                        + headers
                        + "\r\n"
                        + body);
    }

    /// @param text ISO 8859-1, one character for each byte
    Refused body(String what, String text) {
        return post(what, "Content-Length: " + text.length() + "\r\n", text);
    }

    Refused get(String what, String path, String headers) {
        return refused(
                what, "GET " + path + " HTTP/1.1\r\n" + HOST + key + CLOSE + headers + "\r\n");
    }

    Refused refused(String what, String request) {
        var reply = raw.send(request);
        reply.isRefusal(what);
        return new Refused(what, reply);
    }

    record Refused(String what, RawHttp.Reply reply) {
        void is(int status) {
            assertThat(reply.statuses()).as("%s: %s", what, reply.text()).containsExactly(status);
        }

        String text() {
            return reply.text();
        }
    }

    static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }
}
