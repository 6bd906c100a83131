package dev.sluice.jobstore.dispatch;

import dev.sluice.model.job.Lane;
import dev.sluice.model.message.JobNudge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// Topics and share groups as the design needs them: one partition per lane, so that every free worker
/// sees every record; groups that begin at the earliest record, because the default skips what was sent
/// before the first worker joined.
public final class Topics {
    /// Records are wake-up calls; an hour is far longer than any is useful.
    private static final String RETENTION_MILLIS = "3600000";

    private final Map<String, Object> adminSettings;
    private final short replicationFactor;

    public Topics(Map<String, Object> adminSettings, short replicationFactor) {
        this.adminSettings = adminSettings;
        this.replicationFactor = replicationFactor;
    }

    /// The share group that reads a lane.
    public static String group(Lane lane) {
        return lane.topic() + "-workers";
    }

    public void create() throws InterruptedException, ExecutionException, TimeoutException {
        try (var admin = Admin.create(adminSettings)) {
            var topics = new ArrayList<NewTopic>();
            for (var lane : Lane.values()) {
                topics.add(topic(lane.topic()));
            }
            topics.add(topic(JobNudge.TOPIC));
            for (var created : admin.createTopics(topics).values().values()) {
                awaitUnlessExists(created);
            }
            var groups =
                    Arrays.stream(Lane.values())
                            .collect(
                                    java.util.stream.Collectors.toMap(
                                            lane ->
                                                    new ConfigResource(
                                                            ConfigResource.Type.GROUP, group(lane)),
                                            lane -> groupSettings()));
            admin.incrementalAlterConfigs(groups).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static void awaitUnlessExists(org.apache.kafka.common.KafkaFuture<Void> created)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            created.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, 1, replicationFactor)
                .configs(Map.of("retention.ms", RETENTION_MILLIS));
    }

    private static java.util.Collection<AlterConfigOp> groupSettings() {
        return java.util.List.of(
                set("share.auto.offset.reset", "earliest"),
                set("share.record.lock.duration.ms", "15000"));
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
