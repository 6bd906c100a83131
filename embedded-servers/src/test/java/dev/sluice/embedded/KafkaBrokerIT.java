package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    private static final String TOPIC = "lane";
    private static final String GROUP = "workers";

    @TempDir Path directory;

    @Test
    void sharesRecordsThatWereSentBeforeARestart() throws Exception {
        var settings =
                new KafkaBroker.Settings(directory.resolve("kafka"), Ports.free(), Ports.free());
        try (var broker = KafkaBroker.start(settings)) {
            createLane(broker);
            send(broker, "first", "second");
        }
        try (var broker = KafkaBroker.start(settings)) {
            send(broker, "third");
            assertThat(receive(broker, 3)).containsExactly("first", "second", "third");
        }
    }

    private static void createLane(KafkaBroker broker)
            throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            var group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
            var fromEarliest =
                    new AlterConfigOp(
                            new ConfigEntry("share.auto.offset.reset", "earliest"),
                            AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(group, List.of(fromEarliest))).all().get();
        }
    }

    private static void send(KafkaBroker broker, String... values)
            throws ExecutionException, InterruptedException {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrap()),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value)).get();
            }
        }
    }

    private static List<String> receive(KafkaBroker broker, int count) {
        var received = new ArrayList<String>();
        try (var consumer =
                new KafkaShareConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrap(), "group.id", GROUP),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(r -> received.add(r.value()));
                        return received.size() >= count;
                    });
            consumer.commitSync();
        }
        return received;
    }
}
