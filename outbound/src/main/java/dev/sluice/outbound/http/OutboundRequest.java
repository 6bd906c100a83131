package dev.sluice.outbound.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A request as it goes out.
///
/// @param url read and judged when it is sent
/// @param headers in this order; those that frame or route a message are set by the client
/// @param body exactly these bytes; may be empty
public record OutboundRequest(String method, String url, Map<String, String> headers, byte[] body) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "expect",
                    "te",
                    "trailer",
                    "upgrade");

    /// @throws IllegalArgumentException for a method or header that is not HTTP's or not the caller's
    public OutboundRequest {
        headers = new LinkedHashMap<>(headers);
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("Not a method: " + method);
        }
        headers.forEach(OutboundRequest::requireHeader);
    }

    public static OutboundRequest post(String url, Map<String, String> headers, byte[] body) {
        return new OutboundRequest("POST", url, headers, body);
    }

    private static void requireHeader(String name, String value) {
        if (!TOKEN.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("Not a header that a request may bring: " + name);
        }
        if (!VALUE.matcher(value).matches()) {
            // the value may be a secret
            throw new IllegalArgumentException("The header " + name + " is not plain text");
        }
    }
}
