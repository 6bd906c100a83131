package dev.sluice.gateway.events;

import dev.sluice.gateway.web.ObservedHttp;
import java.util.Set;
import org.apache.coyote.ProtocolHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// Sets the server up for thousands of connections that mostly wait. What a connection holds while its
/// answer is open is Tomcat's buffers; the figures below make them small, which costs a large body some more
/// system calls.
final class WatchedServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    /// Of what a connection writes; the default is 8 KiB.
    private static final int WRITE_BUFFER = 4 << 10;

    /// Of what it reads, kept twice; the default is 8 KiB. Bodies are read past it.
    private static final int READ_BUFFER = 1 << 10;

    /// The headers that we write come to about 1 KiB; the default is 8 KiB.
    private static final int ANSWER_HEADERS = 3 << 10;

    /// Headers behind a chunked body, which nobody here asks for; room is held for them in any request, by
    /// default 8 KiB.
    private static final int TRAILERS = 512;

    /// What the kernel takes for a client that does not read. Left alone it grows to megabytes.
    private static final int SEND_BUFFER = 128 << 10;

    /// Connections that may wait to be accepted: clients come back all at once when a gateway is gone.
    private static final int BACKLOG = 1_000;

    private volatile @Nullable ObservedHttp protocol;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addProtocolHandlerCustomizers((ProtocolHandler handler) -> {
            if (handler instanceof ObservedHttp observed) {
                tune(observed);
                protocol = observed;
            }
        });
    }

    private static void tune(ObservedHttp server) {
        server.setAcceptCount(BACKLOG);
        server.setMaxHttpResponseHeaderSize(ANSWER_HEADERS);
        server.setMaxTrailerSize(TRAILERS);
        server.setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER));
        server.setProperty("socket.appWriteBufSize", Integer.toString(WRITE_BUFFER));
        server.setProperty("socket.txBufSize", Integer.toString(SEND_BUFFER));
    }

    /// Of these connections, those whose client is gone.
    Set<String> gone(Set<String> held) {
        var server = protocol;
        return server == null || held.isEmpty() ? Set.of() : server.gone(held);
    }
}
