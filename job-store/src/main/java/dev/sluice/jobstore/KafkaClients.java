package dev.sluice.jobstore;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Settings of the Kafka clients. Time-outs are short: the truth is in PostgreSQL, and whoever sends or
/// reads here can do without for a while.
final class KafkaClients {
    private final KafkaSettings settings;

    KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    Map<String, Object> admin() {
        return common();
    }

    /// For wake-up calls: durable on the broker before it counts as sent.
    Map<String, Object> dispatching() {
        var producer = producing();
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
        return producer;
    }

    /// For nudges, of which each may be lost.
    Map<String, Object> nudging() {
        var producer = producing();
        producer.put(ProducerConfig.ACKS_CONFIG, "1");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        // Many jobs at once are one message to each gateway; this process was woken without
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_100);
        return producer;
    }

    private Map<String, Object> producing() {
        var producer = common();
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return producer;
    }

    Map<String, Object> hearing() {
        var consumer = consuming();
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return consumer;
    }

    /// One record at a time, acknowledged by hand. The default acquire mode takes whole batches,
    /// whatever `max.poll.records` says, and keeps them from free workers.
    Map<String, Object> sharing() {
        var consumer = consuming();
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        consumer.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        consumer.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        return consumer;
    }

    private Map<String, Object> consuming() {
        var consumer = common();
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        return consumer;
    }

    private Map<String, Object> common() {
        var client = new HashMap<String, Object>();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        client.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 60_000);
        client.put("enable.metrics.push", false);
        return client;
    }
}
