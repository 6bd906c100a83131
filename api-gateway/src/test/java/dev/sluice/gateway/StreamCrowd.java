package dev.sluice.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// Many stream clients on one thread, some of which do not read.
final class StreamCrowd implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<StreamClient> reading = new CopyOnWriteArrayList<>();
    private final List<StreamClient> stuck = new ArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    StreamCrowd() throws IOException {
        reader = Thread.ofPlatform().daemon().name("crowd").start(this::readAll);
    }

    void add(StreamClient client) throws IOException {
        reading.add(client);
        client.channel().configureBlocking(false);
        client.channel().register(selector, SelectionKey.OP_READ, client);
        selector.wakeup();
    }

    /// Those that were let go although they read, as a process that stands still for a while is, come back.
    ///
    /// @return how many there were
    int comeBack() throws IOException {
        var away = reading.stream().filter(one -> one.ended() && !one.done()).toList();
        for (var one : away) {
            add(one.again());
            reading.remove(one);
            one.close();
        }
        return away.size();
    }

    void addStuck(StreamClient client) {
        stuck.add(client);
    }

    List<StreamClient> reading() {
        return reading;
    }

    List<StreamClient> stuck() {
        return stuck;
    }

    private void readAll() {
        var buffer = ByteBuffer.allocate(64 << 10);
        try {
            while (!closed) {
                selector.select(key -> {
                    var client = (StreamClient) Objects.requireNonNull(key.attachment());
                    if (key.isValid() && !client.read(buffer)) {
                        key.cancel();
                    }
                });
            }
        } catch (IOException e) {
            throw new AssertionError("the crowd cannot read", e);
        }
    }

    @Override
    public void close() throws Exception {
        closed = true;
        selector.wakeup();
        reader.join();
        for (var client : reading) {
            client.close();
        }
        for (var client : stuck) {
            client.close();
        }
        selector.close();
    }
}
