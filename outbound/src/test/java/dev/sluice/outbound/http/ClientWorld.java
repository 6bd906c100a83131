package dev.sluice.outbound.http;

import dev.sluice.outbound.guard.AddressGuard;
import dev.sluice.outbound.guard.OutboundRules;
import dev.sluice.outbound.guard.ScriptedNames;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/// Names, receivers and clients of one test. Of loopback only `127.0.0.1` is opened: it stands for the
/// public internet, and every other address for what must not be reached.
final class ClientWorld {
    static final String OK = "HTTP/1.1 200 OK\nContent-Length: 4\n\ndone";

    private final ScriptedNames names = new ScriptedNames();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    ScriptedNames names() {
        return names;
    }

    <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    Receiver receiver(Receiver.Behaviour behaviour) {
        return keep(Receiver.plain("127.0.0.1", 0, behaviour));
    }

    OutboundClient client(SSLContext trust, Duration total) {
        var rules = OutboundRules.parse("443", "127.0.0.1", List.of());
        return keep(
                new OutboundClient(new AddressGuard(rules, names), Limits.within(total), trust));
    }

    /// With more time than any test needs.
    OutboundClient client(SSLContext trust) {
        return client(trust, Duration.ofMinutes(2));
    }

    /// For receivers without TLS.
    OutboundClient client(Duration total) {
        try {
            return client(SSLContext.getDefault(), total);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    OutboundClient client() {
        return client(Duration.ofMinutes(2));
    }

    static OutboundRequest post(String url) {
        return OutboundRequest.post(
                url, Map.of("webhook-id", "msg_1"), "{}".getBytes(StandardCharsets.UTF_8));
    }

    static OutboundRequest post(Receiver receiver) {
        return post("http://127.0.0.1:" + receiver.port() + "/cb");
    }

    void close() throws Exception {
        for (var each : opened) {
            each.close();
        }
    }
}
