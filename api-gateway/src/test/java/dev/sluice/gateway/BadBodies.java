package dev.sluice.gateway;

/// Bodies that nobody should send, and what each is answered.
final class BadBodies {
    private final BadRequests bad;

    BadBodies(BadRequests bad) {
        this.bad = bad;
    }

    void sendLarge() {
        var large = "x".repeat(10 << 20);
        bad.post("a length of 10 MB", "Content-Length: " + large.length() + "\r\n", large).is(413);
        bad.post("chunks of 10 MB", "Transfer-Encoding: chunked\r\n", BadRequests.chunked(large))
                .is(413);
        bad.post("a length of 2^63 - 1", "Content-Length: 9223372036854775807\r\n", "{}").is(413);
        bad.post("a length beyond all numbers", "Content-Length: 99999999999999999999\r\n", "{}");
        bad.post("a negative length", "Content-Length: -1\r\n", "{}");
        bad.post("a length that is no number", "Content-Length: two\r\n", "{}");
        bad.post("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n", "{} ");
        bad.post("a length that promises more than comes", "Content-Length: 1000\r\n", "{").is(400);
        bad.post(
                "a length shorter than the body",
                "Content-Length: 2\r\n",
                "{}GET nonsense\r\n\r\n");
        bad.post("a chunk that breaks off", "Transfer-Encoding: chunked\r\n", "5\r\n{").is(400);
        bad.post("a chunk of no size", "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n").is(400);
        bad.post("a chunk of 2^64", "Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n")
                .is(400);
        var trailer = "2\r\n{}\r\n0\r\nX: " + "y".repeat(100_000) + "\r\n\r\n";
        bad.post("an endless trailer", "Transfer-Encoding: chunked\r\n", trailer);
        var extension = "2;" + "e".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n";
        bad.post("an endless extension", "Transfer-Encoding: chunked\r\n", extension);
    }

    void sendDeepLongAndBroken() {
        bad.body("100,000 deep", "[".repeat(100_000)).is(400);
        bad.body("100,000 deep objects", "{\"a\":".repeat(100_000)).is(400);
        bad.body("a deep context", inContext("[".repeat(90) + "]".repeat(90), true)).is(400);
        bad.body("300,000 empty arrays", inContext("[" + "[],".repeat(300_000) + "[]]", false))
                .is(400);
        bad.body("100,000 names", names(100_000)).is(400);
        bad.body("a long name", "{\"" + "n".repeat(500_000) + "\": 1}").is(400);
        bad.body("a number of 500,000 digits", "{\"max_rows\": " + "9".repeat(500_000) + "}")
                .is(400);
        bad.body("a huge exponent", "{\"question\": \"q\", \"max_rows\": 1e999999999}").is(422);
        bad.body("a huge exponent to keep", inContext("1e999999", false)).is(422);
        bad.body("an exponent beyond an int", inContext("1e2147483648", false)).is(400);
        bad.body("a huge count", "{\"question\": \"q\", \"max_rows\": 9223372036854775808}")
                .is(422);
        bad.body("not a number", "{\"question\": \"q\", \"max_rows\": NaN}").is(400);
        bad.body("a name twice", "{\"question\": \"a\", \"question\": \"b\"}").is(400);
        bad.body("a name twice, escaped", "{\"question\": \"a\", \"questio\\u006e\": \"b\"}")
                .is(400);
        bad.body("NUL in a text", "{\"question\": \"a\\u0000b\"}").is(422);
        bad.body("NUL in what is kept", inContext("\"a\\u0000\"", false)).is(422);
        bad.body("half a pair in what is kept", inContext("\"\\ud800\"", false)).is(422);
        bad.body("a raw NUL", "{\"question\": \"a\0b\"}").is(400);
        bad.body("bad UTF-8", "{\"question\": \"a\u00ff\u00feb\"}").is(400);
        bad.body("overlong UTF-8", "{\"question\": \"\u00c0\u00af\"}").is(400);
        bad.body("a surrogate in UTF-8", "{\"question\": \"\u00ed\u00a0\u0080\"}").is(400);
        bad.body("UTF-8 that breaks off", "{\"question\": \"\u00e2\u0082").is(400);
        bad.body("a long text", "{\"question\": \"" + "x".repeat(900_000) + "\"}").is(422);
        bad.body(
                "900,000 tags", "{\"question\": \"q\", \"tags\": [" + "1,".repeat(400_000) + "1]}");
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
}
