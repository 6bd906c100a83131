package dev.sluice.outbound.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A receiver of its own words on a real socket, which tells what reached it.
final class Receiver implements AutoCloseable {
    /// What a receiver does once it has read a request.
    @FunctionalInterface
    interface Behaviour {
        void answer(OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private Receiver(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    static Receiver plain(String address, int port, Behaviour behaviour) {
        try {
            return new Receiver(bound(new ServerSocket(), address, port), behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Receiver tls(SSLContext tls, Behaviour behaviour) {
        try {
            var socket = tls.getServerSocketFactory().createServerSocket();
            return new Receiver(bound(socket, "127.0.0.1", 0), behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers with these words, in which lines end as in HTTP.
    static Behaviour saying(String answer) {
        return out -> out.write(answer.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ServerSocket bound(ServerSocket socket, String address, int port)
            throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        return socket;
    }

    int port() {
        return listener.getLocalPort();
    }

    String address() {
        return listener.getInetAddress().getHostAddress();
    }

    int connections() {
        return connections.get();
    }

    long bytes() {
        return bytes.get();
    }

    /// The name that each TLS client asked for, empty where it asked for none.
    List<String> serverNames() {
        return serverNames;
    }

    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // the test has closed the listener
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (socket instanceof SSLSocket secured) {
                secured.startHandshake();
                serverNames.add(serverName((ExtendedSSLSession) secured.getSession()));
            }
            requests.add(request(new BufferedInputStream(socket.getInputStream())));
            behaviour.answer(socket.getOutputStream());
        } catch (IOException e) {
            // the client has left, as it may
            requests.add("broken off: " + e.getMessage());
        }
    }

    private static String serverName(ExtendedSSLSession session) {
        return session.getRequestedServerNames().stream()
                .map(name -> new String(name.getEncoded(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /// The whole request as text; its length is in `Content-Length`.
    private String request(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            text.append(next(in));
        }
        for (var length = contentLength(text.toString()); length > 0; length--) {
            text.append(next(in));
        }
        return text.toString();
    }

    private char next(InputStream in) throws IOException {
        var next = in.read();
        if (next < 0) {
            throw new IOException("the request ended early");
        }
        bytes.incrementAndGet();
        return (char) next;
    }

    private static int contentLength(String head) {
        for (var line : head.split("\r\n", -1)) {
            if (line.startsWith("content-length:") || line.startsWith("Content-Length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
