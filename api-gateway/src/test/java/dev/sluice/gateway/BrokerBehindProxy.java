package dev.sluice.gateway;

import dev.sluice.embedded.Directories;
import dev.sluice.embedded.KafkaBroker;
import dev.sluice.embedded.Ports;
import dev.sluice.fixtures.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A broker of a test's own, which its clients reach by a way that can be cut.
final class BrokerBehindProxy implements AutoCloseable {
    private final Path directory;
    private final FaultProxy way;
    private final KafkaBroker broker;

    private BrokerBehindProxy(Path directory) {
        var port = Ports.free();
        this.directory = directory;
        this.way = FaultProxy.to("127.0.0.1", port);
        this.broker =
                KafkaBroker.start(
                        new KafkaBroker.Settings(directory, port, Ports.free(), way.port()));
    }

    static BrokerBehindProxy start() {
        try {
            return new BrokerBehindProxy(Files.createTempDirectory("sluice-kafka"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FaultProxy way() {
        return way;
    }

    /// Of gateways and workers that use it.
    Map<String, Object> settings() {
        return Map.of("sluice.kafka.bootstrap", broker.bootstrap());
    }

    @Override
    public void close() {
        way.heal();
        broker.close();
        way.close();
        Directories.delete(directory);
    }
}
