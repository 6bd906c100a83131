package dev.sluice.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.LongPredicate;

/// One reader of an event stream on a bare socket, so that thousands fit into a test and one can leave its
/// socket unread. It speaks HTTP/1.0: the body then has no chunks in between.
final class StreamClient implements AutoCloseable {
    private static final int SMALL_WINDOW = 4096;
    private static final int LONGEST_FIELD = 40;
    private static final String ID = "id: ";

    private final SocketChannel channel;
    private final Asked asked;
    private final LongPredicate follows;
    private final StringBuilder line = new StringBuilder(LONGEST_FIELD);
    private long pending;
    private long lastId;
    private int events;
    private boolean inEvent;
    private boolean wrong;
    private boolean done;
    private volatile boolean ended;
    private int status;

    private record Asked(int port, String key, String path) {}

    private StreamClient(SocketChannel channel, Asked asked, long from) {
        this.channel = channel;
        this.asked = asked;
        follows = asked.path.contains("/jobs/") ? step -> step == 1 : step -> step > 0;
        lastId = from;
        pending = from;
    }

    /// @param from `Last-Event-ID`; 0 for none
    /// @param reads whether somebody will; otherwise its socket takes next to nothing
    static StreamClient open(int port, String key, String path, long from, boolean reads)
            throws IOException {
        var channel = SocketChannel.open();
        if (!reads) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
        }
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        var request =
                "GET "
                        + path
                        + " HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer "
                        + key
                        + "\r\n"
                        + (from > 0 ? "Last-Event-ID: " + from + "\r\n" : "")
                        + "\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return new StreamClient(channel, new Asked(port, key, path), from);
    }

    /// The same client, come back to go on where its stream ended.
    StreamClient again() throws IOException {
        var again = open(asked.port, asked.key, asked.path, lastId, true);
        again.events = events;
        again.wrong = wrong;
        return again;
    }

    SocketChannel channel() {
        return channel;
    }

    /// Reads what is there.
    ///
    /// @return whether the stream is still open
    boolean read(ByteBuffer buffer) {
        try {
            buffer.clear();
            var length = channel.read(buffer);
            if (length < 0) {
                ended = true;
                return false;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                take((char) buffer.get());
            }
            return true;
        } catch (IOException e) {
            // the server closed what nobody read
            ended = true;
            return false;
        }
    }

    /// Reads to the end of the stream.
    void drain(ByteBuffer buffer) throws IOException {
        channel.configureBlocking(true);
        while (read(buffer)) {
            // on to the end
        }
    }

    private void take(char c) {
        if (c == '\n') {
            line();
            line.setLength(0);
        } else if (c != '\r' && line.length() < LONGEST_FIELD) {
            line.append(c);
        }
    }

    private void line() {
        if (line.indexOf("HTTP/") == 0) {
            status = Integer.parseInt(line.substring(9, 12));
        } else if (line.indexOf(ID) == 0) {
            pending = Long.parseLong(line.substring(ID.length()));
        } else if (line.indexOf("data: ") == 0) {
            inEvent = true;
        } else if (line.indexOf("event: done") == 0) {
            done = true;
        } else if (line.isEmpty() && inEvent) {
            wrong |= !follows.test(pending - lastId);
            lastId = pending;
            events++;
            inEvent = false;
        } else if (line.isEmpty()) {
            // an id without an event moves the position too
            lastId = pending;
        }
    }

    int status() {
        return status;
    }

    /// Of the last whole event.
    long lastId() {
        return lastId;
    }

    int events() {
        return events;
    }

    /// Whether an event was missing, came twice or out of order.
    boolean wrong() {
        return wrong;
    }

    boolean done() {
        return done;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public String toString() {
        return "%d events up to %d%s".formatted(events, lastId, ended ? ", ended" : "");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
