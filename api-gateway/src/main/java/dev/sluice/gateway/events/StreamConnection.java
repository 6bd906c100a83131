package dev.sluice.gateway.events;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// A connection that has become an event stream. The answer's headers have gone out by HTTP; from there the
/// connection is taken over, as for a WebSocket, and its bytes are the stream's until it ends. Tomcat's
/// request, answer and buffers, some 90 KiB for each, thereby go back to the pool instead of being held for
/// as long as somebody watches, and a client that leaves is noticed at once.
///
/// Public because Tomcat makes it by reflection.
public final class StreamConnection implements InternalHttpUpgradeHandler, AutoCloseable {
    /// Bytes that are offered at once: the server's buffer of a socket.
    static final int ROOM = WatchedServer.SOCKET_BUFFER;

    /// Between the end of the request and the takeover nothing happens that could take long.
    private static final Duration TAKEOVER = Duration.ofSeconds(10);

    private final CompletableFuture<SocketWrapperBase<?>> takenOver = new CompletableFuture<>();
    private final byte[] ignored = new byte[256];
    private volatile Duration silence = Duration.ofSeconds(25);
    private volatile boolean gone;
    private volatile @Nullable Runnable farewell;

    /// Sends the answer's headers and takes the connection over once the request has ended.
    ///
    /// @param silence a client that takes not one byte for so long is closed; Tomcat looks once a second
    static StreamConnection of(
            HttpServletRequest request, HttpServletResponse response, Duration silence)
            throws IOException, ServletException {
        // without a length and with this, the answer's body is whatever comes until the end
        response.setHeader("Connection", "close");
        response.flushBuffer();
        var connection = request.upgrade(StreamConnection.class);
        connection.silence = silence;
        return connection;
    }

    /// @param run called once when the client leaves
    void onGone(Runnable run) {
        farewell = run;
        if (gone) {
            run.run();
        }
    }

    /// Whether the client has left.
    boolean gone() {
        return gone;
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> socket) {
        socket.setWriteTimeout(silence.toMillis());
        takenOver.complete(socket);
    }

    /// Hands bytes to the socket as far as it takes them.
    ///
    /// @param length at most [#ROOM]
    /// @return whether it took all; if not, [#awaitTaken] before the next
    boolean offer(byte[] bytes, int length) throws IOException {
        var socket = socket();
        // into the socket's buffer, which is empty and has room for it
        socket.write(true, bytes, 0, length);
        return !socket.flush(false);
    }

    /// Blocks until the client has taken what was offered.
    void awaitTaken() throws IOException {
        socket().flush(true);
    }

    @Override
    public void close() throws IOException {
        socket().close();
    }

    private SocketWrapperBase<?> socket() throws IOException {
        try {
            return takenOver.get(TAKEOVER.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new SocketTimeoutException("the connection was not taken over");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the connection was taken over", e);
        }
    }

    /// Whatever a client says here means nothing; that it closes does.
    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        if (event != SocketEvent.OPEN_READ) {
            return event == SocketEvent.OPEN_WRITE ? SocketState.UPGRADED : SocketState.CLOSED;
        }
        try {
            var length = 0;
            do {
                length = takenOver.join().read(false, ignored, 0, ignored.length);
            } while (length > 0);
            return length < 0 ? SocketState.CLOSED : SocketState.UPGRADED;
        } catch (IOException e) {
            // reset, or closed by our own end
            return SocketState.CLOSED;
        }
    }

    @Override
    public void destroy() {
        gone = true;
        var run = farewell;
        if (run != null) {
            run.run();
        }
    }

    @Override
    public void init(WebConnection connection) {
        // the socket is all that is needed
    }

    @Override
    public void timeoutAsync(long now) {
        // streams write a heartbeat, so they need no time-out
    }

    @Override
    public void setSslSupport(SSLSupport ssl) {
        // nothing here depends on it
    }

    @Override
    public void pause() {
        // the watch ends all streams when the process is asked to stop
    }
}
