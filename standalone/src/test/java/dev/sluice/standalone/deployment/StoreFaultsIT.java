package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.FaultProxy;
import dev.sluice.fixtures.FaultProxy.Direction;
import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.FlakyStore;
import dev.sluice.fixtures.FlakyStore.Fate;
import dev.sluice.fixtures.S3Server;
import dev.sluice.fixtures.Toxic;
import dev.sluice.model.job.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// An object store that refuses a third of all requests, that is slow, and that breaks off in the middle:
/// every export ends well, and leaves nothing but its files.
@Tag("long")
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(400);
    private static final double REFUSED = 0.3;
    private static final int TRIES_OF_ONE_CALL = 6;

    private final Trouble trouble;
    private final ExportRig rig;

    StoreFaultsIT() {
        var made = new AtomicReference<Trouble>();
        rig =
                ExportRig.start(real -> {
                    var faults = new Trouble(real);
                    made.set(faults);
                    return faults.asSeen(real);
                });
        trouble = Objects.requireNonNull(made.get());
    }

    /// What lies between the services and the store: what breaks connections, then what answers 503.
    private static final class Trouble implements AutoCloseable {
        private final long seed = System.nanoTime();
        private final Random chance = new Random(seed);
        private final Map<String, Integer> triesOfParts = new ConcurrentHashMap<>();
        private final AtomicInteger refusals = new AtomicInteger();
        private final FlakyStore store;
        private final FaultProxy way;
        private volatile double refused;

        Trouble(S3Server real) {
            try {
                store = new FlakyStore(real.endpoint(), this::fate);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            way = FaultProxy.to("127.0.0.1", store.port());
        }

        S3Server asSeen(S3Server real) {
            return new S3Server(
                    "http://127.0.0.1:" + way.port(),
                    real.region(),
                    real.accessKey(),
                    real.secretKey());
        }

        private synchronized Fate fate(String request) {
            if (request.contains("partNumber=")) {
                triesOfParts.merge(request, 1, Integer::sum);
            }
            if (chance.nextDouble() >= refused) {
                return Fate.PASS;
            }
            refusals.incrementAndGet();
            return Fate.UNAVAILABLE;
        }

        void begin() {
            triesOfParts.clear();
            refusals.set(0);
        }

        int mostTriesOfAPart() {
            return triesOfParts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        void end() {
            refused = 0;
            way.heal();
        }

        @Override
        public void close() {
            way.close();
            store.close();
        }
    }

    @AfterEach
    void heal() {
        trouble.end();
    }

    @AfterAll
    void stopAll() {
        rig.close();
        trouble.close();
    }

    @Test
    void everyThirdRequestIsRefused() {
        trouble.refused = REFUSED;
        var exports = exports(20, 150_000);
        finish(
                "object store answers 503 to 30 % of requests, seed " + trouble.seed,
                exports,
                150_000);
    }

    @Test
    void aHundredKilobytesASecond() {
        trouble.way.add(Direction.UPSTREAM, new Toxic.Bandwidth(100_000));
        var exports = exports(6, 60_000);
        finish("object store takes 100 kB/s on each connection", exports, 60_000);
    }

    @Test
    void connectionsThatBreakOffInTheMiddle() {
        var limit = new Toxic.LimitData(1_000_000);
        var exports = exports(10, 150_000);
        for (int i = 0; i < 4; i++) {
            trouble.way.add(Direction.UPSTREAM, limit);
            pass(Duration.ofSeconds(6));
            trouble.way.remove(Direction.UPSTREAM, limit);
            pass(Duration.ofSeconds(6));
        }
        finish("connections to the object store cut after 1 MB, for 6 of 12 s", exports, 150_000);
    }

    private static void pass(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(60)).until(() -> System.nanoTime() >= until);
    }

    private List<String> exports(int count, int rows) {
        rig.restore();
        trouble.begin();
        var exports = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            exports.add(rig.export(ExportRig.SQL + " WHERE id <= " + rows, Map.of()));
        }
        return exports;
    }

    private void finish(String what, List<String> exports, int rows) {
        var again = 0;
        for (var id : exports) {
            var job = rig.end(id, PATIENCE);
            assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.SUCCEEDED);
            again += job.attempt() - 1;
        }
        var mostTries = trouble.mostTriesOfAPart();
        heal();
        rig.sweepOrphans();
        var partial = 0;
        var uploads = 0;
        for (var id : exports) {
            var files = rig.files(id);
            assertThat(files.path("row_count").asLong()).isEqualTo(rows);
            var download = rig.download(files);
            assertThat(rig.table().digestOf(download.paths()).distinct()).isEqualTo(rows);
            var unexpected = new ArrayList<>(rig.bucket().keys(ExportRig.prefix(id)));
            unexpected.removeAll(download.keys());
            unexpected.removeIf(key -> key.endsWith("/manifest.json"));
            partial += unexpected.size();
            uploads += rig.bucket().unfinishedUploads(ExportRig.prefix(id)).size();
        }
        Figures.of(what)
                .count("exports finished", exports.size())
                .count("further attempts", again)
                .count("requests refused", trouble.refusals.get())
                .count("most tries of one part", mostTries)
                .count("partial objects", partial)
                .count("unfinished uploads", uploads)
                .print();
        assertThat(mostTries).isLessThanOrEqualTo(TRIES_OF_ONE_CALL);
        assertThat(partial).isZero();
        assertThat(uploads).isZero();
    }
}
