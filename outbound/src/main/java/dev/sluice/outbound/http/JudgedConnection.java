package dev.sluice.outbound.http;

import dev.sluice.outbound.guard.AddressGuard;
import dev.sluice.outbound.guard.Verdict;
import dev.sluice.outbound.target.Scheme;
import dev.sluice.outbound.target.Target;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One connection to one of a verdict's addresses, which ends with its deadline.
final class JudgedConnection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JudgedConnection.class.getName());

    private final AddressGuard guard;
    private final Verdict.Allowed verdict;
    private final Limits limits;
    private final Deadline deadline;
    private volatile @Nullable Socket socket;
    private volatile boolean cut;
    private @Nullable Future<?> cutting;

    JudgedConnection(
            AddressGuard guard, Verdict.Allowed verdict, Limits limits, Deadline deadline) {
        this.guard = guard;
        this.verdict = verdict;
        this.limits = limits;
        this.deadline = deadline;
    }

    Target target() {
        return verdict.target();
    }

    /// Whether the time was over, which a call on the socket meets as some other error.
    boolean isCut() {
        return cut || deadline.isOver();
    }

    /// Connects to the first of the addresses that answers, and secures the connection for https.
    ///
    /// @throws TlsFailedException when there is a connection, but no TLS
    Socket open(SSLContext tls) throws IOException {
        cutting = deadline.then(this::cut);
        var plain = connect();
        return target().scheme() == Scheme.HTTPS ? secure(plain, tls) : plain;
    }

    private Socket connect() throws IOException {
        IOException last = new ConnectException("no address");
        var left = verdict.addresses().size();
        for (var address : verdict.addresses()) {
            try {
                return connect(address, deadline.share(left--, limits.connect()));
            } catch (IOException e) {
                closeSocket();
                requireTime();
                last = e;
            }
        }
        throw last;
    }

    private Socket connect(InetAddress address, int millis) throws IOException {
        // without NO_PROXY a system property could put a SOCKS proxy in between
        var fresh = new Socket(Proxy.NO_PROXY);
        socket = fresh;
        requireTime();
        fresh.setTcpNoDelay(true);
        fresh.connect(new InetSocketAddress(address, target().port()), millis);
        fresh.setSoTimeout(deadline.millis());
        var peer = fresh.getInetAddress();
        if (!peer.equals(address) || !guard.allows(target(), peer)) {
            throw new ConnectException("connected to another address than the judged one");
        }
        return fresh;
    }

    /// Asked once the socket is known to [#cut()], which otherwise would have closed another one.
    private void requireTime() throws SocketTimeoutException {
        if (isCut()) {
            throw new SocketTimeoutException("no time left");
        }
    }

    private Socket secure(Socket plain, SSLContext tls) throws IOException {
        var name = ServerName.of(target().host());
        var secured =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(plain, name.checked(), target().port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        name.applyTo(parameters);
        secured.setSSLParameters(parameters);
        try {
            secured.startHandshake();
        } catch (IOException e) {
            throw new TlsFailedException(e);
        }
        return secured;
    }

    private void cut() {
        cut = true;
        closeSocket();
    }

    @Override
    public void close() {
        var pending = cutting;
        if (pending != null) {
            pending.cancel(false);
        }
        closeSocket();
    }

    /// The socket beneath TLS: closing it waits for nobody.
    private void closeSocket() {
        var current = socket;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException e) {
            // what was to be ended has ended by itself
            LOG.log(Level.DEBUG, "Closing a connection failed", e);
        }
    }
}
