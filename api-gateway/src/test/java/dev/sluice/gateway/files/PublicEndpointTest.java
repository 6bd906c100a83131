package dev.sluice.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicEndpointTest {
    private static final PublicEndpoint FROM_REQUEST =
            new PublicEndpoint(new LinkSettings(null, true, 9000));

    @ParameterizedTest
    @CsvSource({
        "localhost, http://localhost:9000",
        "192.168.1.7, http://192.168.1.7:9000",
        "box.lan, http://box.lan:9000",
        "[::1], http://[::1]:9000",
    })
    void takesTheHostThatTheClientUsed(String host, String endpoint) {
        assertThat(FROM_REQUEST.of(request(host))).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example/x", "a b", "user@host", "host:1", "[::1", "-x", "a\nb", ""})
    void takesNothingThatIsNoHost(String host) {
        assertThat(FROM_REQUEST.of(request(host))).isNull();
    }

    @Test
    void theConfiguredHostWins() {
        var configured = new LinkSettings("https://files.example.com", true, 9000);
        assertThat(new PublicEndpoint(configured).of(request("localhost"))).isNull();
        var services = new LinkSettings(null, false, 9000);
        assertThat(new PublicEndpoint(services).of(request("localhost"))).isNull();
    }

    private static HttpServletRequest request(String host) {
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        PublicEndpointTest.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (proxy, method, arguments) -> host);
    }
}
