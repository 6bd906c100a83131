package dev.sluice.gateway.events;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SecureNioChannel;
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
    /// Bytes that are offered at once, and that a client which stops reading keeps.
    static final int ROOM = 4 << 10;

    private static final int IGNORED = 256;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// For the request to end. It takes long where the processors are wanted by many.
    private static final Duration TAKEOVER = Duration.ofMinutes(1);

    /// A client that reads slowly makes room long before the selector says so: it does for a third of the
    /// kernel's buffer only.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final CompletableFuture<SocketWrapperBase<?>> takenOver = new CompletableFuture<>();
    private final Signal writable = new Signal();
    private volatile Duration silence = Duration.ofSeconds(25);
    private volatile @Nullable SocketChannel channel;
    private volatile boolean closed;
    private volatile boolean gone;
    private volatile @Nullable Runnable farewell;
    private ByteBuffer offered = NOTHING;

    /// Sends the answer's headers and takes the connection over once the request has ended.
    ///
    /// @param silence a client that takes not one byte for so long is closed
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

    /// The channel is ours from here, and used past Tomcat's wrapper: when a connection closes, the wrapper's
    /// buffers go to the next one at once, and whoever still wrote into them would write to that client.
    @Override
    public void setSocketWrapper(SocketWrapperBase<?> socket) {
        if (socket.getSocket() instanceof NioChannel nio && !(nio instanceof SecureNioChannel)) {
            channel = nio.getIOChannel();
        }
        takenOver.complete(socket);
        if (closed || channel == null) {
            // nobody writes to it any more, and the client shall not wait for that
            socket.close();
        }
    }

    /// Blocks until the request has ended and the connection is the stream's.
    void awaitTakeover() throws IOException, InterruptedException {
        try {
            takenOver.get(TAKEOVER.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new SocketTimeoutException("the connection was not taken over");
        }
    }

    /// Hands bytes to the socket as far as it takes them.
    ///
    /// @param length at most [#ROOM]
    /// @return whether it took all; if not, [#awaitTaken] before the next
    boolean offer(byte[] bytes, int length) throws IOException {
        offered = ByteBuffer.wrap(bytes, 0, length);
        return taken();
    }

    /// Blocks until the client has taken what was offered.
    ///
    /// @throws SocketTimeoutException when it takes nothing at all for as long as it may
    void awaitTaken() throws IOException, InterruptedException {
        var last = System.nanoTime();
        while (!gone) {
            takenOver.join().registerWriteInterest();
            writable.await(LOOK);
            var before = offered.remaining();
            if (taken()) {
                return;
            }
            var now = System.nanoTime();
            if (offered.remaining() < before) {
                last = now;
            } else if (now - last >= silence.toNanos()) {
                throw new SocketTimeoutException("the client took nothing for " + silence);
            }
        }
        throw new EOFException("the client has left");
    }

    private boolean taken() throws IOException {
        var to = channel;
        if (to == null) {
            throw new EOFException("the connection is closed");
        }
        while (offered.hasRemaining()) {
            if (to.write(offered) == 0) {
                return false;
            }
        }
        offered = NOTHING;
        return true;
    }

    /// Also one that is not taken over yet: it is closed then.
    @Override
    public void close() {
        closed = true;
        var socket = takenOver.getNow(null);
        if (socket == null) {
            return;
        }
        // whoever holds the lock reads just now
        socket.getLock().lock();
        try {
            socket.close();
        } finally {
            socket.getLock().unlock();
        }
    }

    /// Whatever a client says here means nothing; that it closes does.
    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        if (event == SocketEvent.OPEN_WRITE) {
            writable.give();
            return SocketState.UPGRADED;
        }
        var from = channel;
        if (event != SocketEvent.OPEN_READ || from == null || closed) {
            return SocketState.CLOSED;
        }
        try {
            var ignored = ByteBuffer.allocate(IGNORED);
            var length = 0;
            do {
                length = from.read(ignored.clear());
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
        writable.give();
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
