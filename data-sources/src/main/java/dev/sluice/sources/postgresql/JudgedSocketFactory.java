package dev.sluice.sources.postgresql;

import dev.sluice.model.Json;
import dev.sluice.sources.address.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/// Sockets that judge the resolved address at the moment of connecting, so that a name that resolves
/// differently the second time gains nothing. Public because the driver makes it by name.
public final class JudgedSocketFactory extends SocketFactory {
    private final Rules rules;

    /// @param database part of what is judged: a server may be shared with the product's own database
    record Rules(AddressPolicy policy, String database) {
        String encoded() {
            return Json.write(this);
        }
    }

    /// @param encodedRules [Rules] as JSON, the one argument that the driver can hand over
    public JudgedSocketFactory(String encodedRules) {
        this.rules = Json.read(encodedRules, Rules.class);
    }

    @Override
    public Socket createSocket() {
        return new JudgedSocket(rules);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        var socket = createSocket();
        socket.connect(address);
        return socket;
    }

    /// The refusal in its own type, so that it is told apart from a network's failure.
    static final class AddressRefused extends IOException {
        AddressRefused(String reason) {
            super(reason);
        }
    }

    private static final class JudgedSocket extends Socket {
        private final Rules rules;

        JudgedSocket(Rules rules) {
            this.rules = rules;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (endpoint instanceof InetSocketAddress target && target.getAddress() != null) {
                var refusal =
                        rules.policy()
                                .refusal(target.getAddress(), target.getPort(), rules.database());
                if (refusal.isPresent()) {
                    throw new AddressRefused(refusal.get());
                }
            }
            super.connect(endpoint, timeout);
        }
    }
}
