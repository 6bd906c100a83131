package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Many streams of one gateway, of which some are stuck: nobody waits for those, they cost little, are
/// closed, and go on where they stopped. Every second stream is the tenant's, the others are of one job.
///
/// @param key of a tenant of its own, with the source `shop`
/// @param streams all together
/// @param stuck of them, never read
record StreamLoad(Gateway gateway, String key, int streams, int stuck) {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLoad.class);

    /// More than the kernel takes for a client that does not read.
    private static final int EVENTS = 400;

    private static final int BYTES = 1_000;
    private static final String OF_TENANT = "/v1/events";
    private static final Duration LONG = Duration.ofMinutes(1);

    /// @param ofStream bytes of heap for a stream that waits
    /// @param ofStuck bytes of heap for a stream whose client does not read
    /// @param delivered when everybody who reads had all events
    /// @param closed when all stuck ones were closed, since the events happened
    /// @param poll the slowest of the status calls made meanwhile
    record Outcome(
            long ofStream, long ofStuck, Duration delivered, Duration closed, Duration poll) {}

    Outcome run() throws Exception {
        var client = gateway.client(key);
        var job = client.post("/v1/analyses", "{\"question\": \"watched by a crowd\"}").text("id");
        var path = "/v1/jobs/" + job + "/events";
        // what the first streams leave behind in pools is not theirs
        openAll(path).close();
        await().atMost(LONG).until(() -> openStreams() == 0);
        var before = heap();
        try (var crowd = openAll(path)) {
            var waiting = heap();
            var began = System.nanoTime();
            happen(job);
            var slowest = pollUntilDelivered(client, job, crowd);
            var delivered = Duration.ofNanos(System.nanoTime() - began);
            var blocked = heap();
            await().atMost(LONG).until(() -> openStreams() == streams - stuck);
            var closed = Duration.ofNanos(System.nanoTime() - began);

            client.post("/v1/jobs/" + job + "/cancel", null);
            await().atMost(LONG).until(() -> openStreams() == (streams - stuck) / 2);
            assertThat(crowd.reading()).noneMatch(StreamClient::wrong);
            catchUp(crowd, path);
            var ofStream = (waiting - before) / streams;
            var outcome =
                    new Outcome(
                            ofStream,
                            ofStream + (blocked - waiting) / stuck,
                            delivered,
                            closed,
                            slowest);
            LOG.info("{} streams, {} of them stuck: {}", streams, stuck, outcome);
            return outcome;
        }
    }

    private StreamCrowd openAll(String path) throws IOException {
        var crowd = new StreamCrowd();
        for (int i = 0; i < streams; i++) {
            var opened = open(i % 2 == 0 ? path : OF_TENANT, 0, i >= stuck);
            if (i < stuck) {
                crowd.addStuck(opened);
            } else {
                crowd.add(opened);
            }
        }
        await().atMost(LONG).until(() -> openStreams() == streams);
        // what comes first shows that the request itself has ended
        await().atMost(LONG)
                .until(() -> crowd.reading().stream().allMatch(one -> one.lastId() > 0));
        assertThat(crowd.reading()).allMatch(one -> one.status() == 200);
        return crowd;
    }

    private Duration pollUntilDelivered(Client client, String job, StreamCrowd crowd)
            throws IOException {
        var slowest = Duration.ZERO;
        var backAgain = 0;
        var until = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < until
                && !crowd.reading().stream().allMatch(one -> one.events() >= EVENTS)) {
            var began = System.nanoTime();
            assertThat(client.get("/v1/jobs/" + job).status()).isEqualTo(200);
            var took = Duration.ofNanos(System.nanoTime() - began);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            backAgain += crowd.comeBack();
        }
        LOG.info("{} of those who read were let go and came back", backAgain);
        assertThat(crowd.reading()).allMatch(one -> one.events() >= EVENTS);
        return slowest;
    }

    /// What was in the socket is read, the rest is asked for anew.
    private void catchUp(StreamCrowd crowd, String path) throws Exception {
        var buffer = ByteBuffer.allocate(64 << 10);
        var again = new ArrayList<StreamClient>();
        for (int i = 0; i < stuck; i++) {
            var first = crowd.stuck().get(i);
            first.drain(buffer);
            assertThat(first.done()).as("closed before the end").isFalse();
            var second = open(i % 2 == 0 ? path : OF_TENANT, first.lastId(), true);
            crowd.add(second);
            again.add(second);
        }
        var ofJob = whole(crowd.reading(), true);
        var ofTenant = whole(crowd.reading(), false);
        for (int i = 0; i < stuck; i++) {
            var first = crowd.stuck().get(i);
            var second = again.get(i);
            var all = i % 2 == 0 ? ofJob : ofTenant;
            await().atMost(LONG).until(() -> first.events() + second.events() >= all);
            assertThat(first.events() + second.events()).isEqualTo(all);
            assertThat(first.wrong() || second.wrong()).as("a gap or a repeat").isFalse();
        }
    }

    /// Events that a client which read all the time has seen.
    private static int whole(List<StreamClient> reading, boolean ended) {
        return reading.stream()
                .filter(one -> one.done() == ended || one.ended() == ended)
                .mapToInt(StreamClient::events)
                .max()
                .orElseThrow();
    }

    private StreamClient open(String path, long from, boolean reads) throws IOException {
        return StreamClient.open(gateway.port(), key, path, from, reads);
    }

    private int openStreams() {
        return (int) gateway.bean(MeterRegistry.class).get("sluice.event.streams").gauge().value();
    }

    /// Events as a busy worker writes them.
    private void happen(String job) throws SQLException {
        try (var connection = gateway.database();
                var insert =
                        connection.prepareStatement(
                                """
                                WITH held AS (
                                    UPDATE job SET last_sequence = last_sequence + %1$d WHERE id = ?
                                    RETURNING id, tenant_id, last_sequence - %1$d AS before)
                                INSERT INTO job_event (job_id, sequence, tenant_id, at, type, data)
                                SELECT id, before + n, tenant_id, now(), 'thought',
                                    json_build_object('job_id', id, 'sequence', before + n,
                                        'at', now(), 'content', repeat('x', %2$d))
                                FROM held, generate_series(1, %1$d) n
                                """
                                        .formatted(EVENTS, BYTES))) {
            insert.setString(1, job);
            insert.executeUpdate();
        }
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
