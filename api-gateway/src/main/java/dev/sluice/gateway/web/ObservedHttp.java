package dev.sluice.gateway.web;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// HTTP/1.1 as Tomcat speaks it, with one thing more: it can tell whether the client of a held answer is
/// still there. Tomcat reads nothing from a connection whose answer is pending, so it would notice a closed
/// one only when it writes.
public class ObservedHttp extends Http11NioProtocol {
    private static final String PROTOCOL = "http/1.1";

    /// Of an answer while it is written; the default is 8 KiB, and twice as much again for characters. Behind
    /// it stands the connection's buffer, so that a smaller one costs no more system calls.
    private static final int ANSWER_BUFFER = 2 << 10;

    @Override
    public int getDesiredBufferSize() {
        return ANSWER_BUFFER;
    }

    /// @param held ids of connections (`ServletConnection`) whose answer is pending
    /// @return those of them that are closed, or that the client will send nothing more on
    public final Set<String> gone(Set<String> held) {
        var gone = new HashSet<>(held);
        for (var connection : getEndpoint().getConnections()) {
            var id = connection.getServletConnection(PROTOCOL, "").getConnectionId();
            if (gone.contains(id) && isThere(connection)) {
                gone.remove(id);
            }
        }
        return gone;
    }

    /// Looks for input without losing any: what comes is kept in the connection's buffer, where the next
    /// request is read from.
    private static boolean isThere(SocketWrapperBase<NioChannel> connection) {
        // whoever holds the lock answers or reads just now, so the client was there
        if (!connection.getLock().tryLock()) {
            return true;
        }
        try {
            // between requests the poller looks for input; taking it here would hide it from there
            var pending =
                    connection.getCurrentProcessor() instanceof Processor processor
                            && processor.isAsync();
            if (pending) {
                connection.isReadyForRead();
            }
            return true;
        } catch (IOException e) {
            // closed: there is nothing else to do about it than to say so
            return false;
        } finally {
            connection.getLock().unlock();
        }
    }
}
