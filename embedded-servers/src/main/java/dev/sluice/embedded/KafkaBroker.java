package dev.sluice.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A Kafka broker and controller of one node inside this process, on the loopback interface.
public final class KafkaBroker implements AutoCloseable {
    private static final int NODE_ID = 1;

    /// @param directory keeps the logs; formatted at the first start
    /// @param port of the broker; @param controllerPort of the controller
    /// @param advertisedPort which clients are told to use: another one where they come through a proxy
    public record Settings(Path directory, int port, int controllerPort, int advertisedPort) {
        public Settings(Path directory, int port, int controllerPort) {
            this(directory, port, controllerPort, port);
        }
    }

    private final Settings settings;
    private final KafkaRaftServer server;

    private KafkaBroker(Settings settings, KafkaRaftServer server) {
        this.settings = settings;
        this.server = server;
    }

    /// Returns when the broker takes requests.
    public static KafkaBroker start(Settings settings) {
        Ports.requireFree(Ports.LOOPBACK, settings.port(), "Kafka");
        Ports.requireFree(Ports.LOOPBACK, settings.controllerPort(), "Kafka's controller");
        Directories.createPrivate(settings.directory());
        format(settings.directory());
        var server = new KafkaRaftServer(new KafkaConfig(properties(settings)), Time.SYSTEM);
        try {
            server.startup();
        } catch (KafkaException e) {
            server.shutdown();
            throw new ServerStartException(
                    "Kafka cannot be started in %s: %s."
                            .formatted(settings.directory(), e.getMessage()),
                    e);
        }
        return new KafkaBroker(settings, server);
    }

    public String bootstrap() {
        return "%s:%d".formatted(Ports.LOOPBACK, settings.advertisedPort());
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /// Gives the directory its cluster id; one that has it is left alone.
    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (var quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setDirectories(java.util.List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        } catch (Exception e) { // declared so by the formatter
            throw new ServerStartException(
                    "Kafka's directory %s cannot be prepared: %s."
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    private static Properties properties(Settings settings) {
        var broker = "BROKER://%s:%d".formatted(Ports.LOOPBACK, settings.port());
        var controller = "CONTROLLER://%s:%d".formatted(Ports.LOOPBACK, settings.controllerPort());
        var properties = new Properties();
        properties.putAll(NODE);
        properties.putAll(
                Map.of(
                        "listeners",
                        broker + "," + controller,
                        "advertised.listeners",
                        "BROKER://%s:%d".formatted(Ports.LOOPBACK, settings.advertisedPort()),
                        "controller.quorum.voters",
                        "%d@%s:%d".formatted(NODE_ID, Ports.LOOPBACK, settings.controllerPort()),
                        "log.dirs",
                        settings.directory().toString()));
        return properties;
    }

    /// One node, few partitions, small logs: the backlog lives in PostgreSQL, records are wake-up
    /// calls that are useless after a day.
    private static final Map<String, String> NODE =
            Map.ofEntries(
                    Map.entry("process.roles", "broker,controller"),
                    Map.entry("node.id", Integer.toString(NODE_ID)),
                    Map.entry(
                            "listener.security.protocol.map",
                            "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                    Map.entry("inter.broker.listener.name", "BROKER"),
                    Map.entry("controller.listener.names", "CONTROLLER"),
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("num.partitions", "1"),
                    Map.entry("offsets.topic.num.partitions", "1"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("transaction.state.log.num.partitions", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    // a fresh member gets its first record after a heartbeat, and a dead one's
                    // records return when its session ends: by default 5 s and 45 s
                    Map.entry("group.share.min.heartbeat.interval.ms", "500"),
                    Map.entry("group.share.heartbeat.interval.ms", "1000"),
                    Map.entry("group.share.min.session.timeout.ms", "5000"),
                    Map.entry("group.share.session.timeout.ms", "10000"),
                    Map.entry("log.segment.bytes", Integer.toString(16 << 20)),
                    Map.entry("log.retention.hours", "24"),
                    // 128 MB of heap by default
                    Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)),
                    Map.entry("num.network.threads", "2"),
                    Map.entry("num.io.threads", "4"),
                    Map.entry("background.threads", "2"));
}
