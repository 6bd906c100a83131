package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fixtures.FaultProxy;
import dev.sluice.fixtures.FaultProxy.Direction;
import dev.sluice.fixtures.FlakyStore;
import dev.sluice.fixtures.FlakyStore.Fate;
import dev.sluice.fixtures.TestServers;
import dev.sluice.fixtures.Toxic;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreInTroubleIT {
    private static final byte[] CHUNK = new byte[1024 * 1024];

    @Test
    void aStoreThatIsAwayFailsTheWorkInBoundedTime() {
        var away = new S3Settings("http://127.0.0.1:1", null, "eu", "sluice", "a", "s");
        try (var store = Stores.open(away)) {
            assertStoreFailed(() -> store.put("x", CHUNK, "text/plain"));
            assertStoreFailed(() -> write(store, 20));
            assertStoreFailed(store::prepare);
            assertThat(store.ailment()).contains("no connection can be made");
        }
    }

    @Test
    void aStoreThatNeverAnswersFailsTheWorkInBoundedTime() throws Exception {
        try (var flaky = flaky(_ -> Fate.HANG);
                var store = Stores.open(Stores.settings(flaky.endpoint()))) {
            assertStoreFailed(() -> write(store, 20));
        }
    }

    @Test
    void partsThatAreRefusedOrLostAreSentAgain() throws Exception {
        var requests = new AtomicInteger();
        // counted by part: two travel at a time, and one of them could get every refusal
        var tries = new ConcurrentHashMap<String, Integer>();
        Function<String, Fate> fates =
                request -> {
                    if (!request.contains("partNumber=")) {
                        return Fate.PASS;
                    }
                    requests.getAndIncrement();
                    var part = request.replaceFirst(".*(partNumber=\\d+).*", "$1");
                    return switch (tries.merge(part, 1, Integer::sum)) {
                        case 1 -> Fate.UNAVAILABLE;
                        case 2 -> Fate.LOSE_ANSWER;
                        default -> Fate.PASS;
                    };
                };
        try (var flaky = flaky(fates)) {
            var settings = Stores.settings(flaky.endpoint());
            try (var store = Stores.open(settings)) {
                assertThat(write(store, 30).bytes()).isEqualTo(30 * CHUNK.length);
                assertThat(store.size("x")).isEqualTo(30 * CHUNK.length);
            }
        }
        assertThat(requests.get()).isGreaterThan(4);
    }

    @Test
    void aLostAnswerToTheLastRequestIsNoFailureWhenTheStoreHasTheObject() throws Exception {
        Function<String, Fate> fates =
                request ->
                        request.startsWith("POST") && request.contains("uploadId=")
                                ? Fate.LOSE_ANSWER
                                : Fate.PASS;
        try (var flaky = flaky(fates);
                var store = Stores.open(Stores.settings(flaky.endpoint()))) {
            assertThat(write(store, 9).bytes()).isEqualTo(9 * CHUNK.length);
        }
    }

    @Test
    void anObjectThatCannotBeCompletedLeavesNothing() throws Exception {
        Function<String, Fate> fates =
                request ->
                        request.startsWith("POST") && request.contains("uploadId=")
                                ? Fate.UNAVAILABLE
                                : Fate.PASS;
        try (var flaky = flaky(fates)) {
            var settings = Stores.settings(flaky.endpoint());
            try (var store = Stores.open(settings)) {
                assertStoreFailed(() -> write(store, 9));
                assertThat(store.size("x")).isNull();
            }
            assertThat(UnfinishedUploads.count(settings, "")).isZero();
        }
    }

    @Test
    void closingDoesNotWaitForPartsThatHang() throws Exception {
        try (var flaky = flaky(r -> r.contains("partNumber=") ? Fate.HANG : Fate.PASS)) {
            var settings = Stores.settings(flaky.endpoint());
            var patient =
                    new Patience(
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(5),
                            Stores.FAST,
                            Duration.ofMinutes(5),
                            4,
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(5));
            try (var store = new MinioObjectStore(settings, patient)) {
                try (var upload = store.begin("x", "text/plain")) {
                    for (int i = 0; i < 17; i++) {
                        upload.stream().write(CHUNK);
                    }
                }
                assertThat(store.size("x")).isNull();
            }
            assertThat(UnfinishedUploads.count(settings, "")).isZero();
        }
    }

    /// The system takes a body faster than a slow network carries it: the store is silent until all has
    /// arrived.
    @Test
    void theAnswerIsWaitedForWhileTheBodyIsOnItsWay() throws Exception {
        var real = URI.create(TestServers.s3().endpoint());
        try (var way = FaultProxy.to(real.getHost(), real.getPort())) {
            way.add(Direction.UPSTREAM, new Toxic.Bandwidth(2_000_000));
            var patient =
                    new Patience(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1),
                            500_000,
                            Duration.ofSeconds(10),
                            1,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(30));
            var settings = Stores.settings("http://127.0.0.1:" + way.port());
            try (var store = new MinioObjectStore(settings, patient)) {
                assertThat(write(store, 15).bytes()).isEqualTo(15 * CHUNK.length);
            }
        }
    }

    private static Upload.Stored write(ObjectStore store, int chunks) throws Exception {
        try (var upload = store.begin("x", "text/plain")) {
            for (int i = 0; i < chunks; i++) {
                upload.stream().write(CHUNK);
            }
            return upload.commit();
        }
    }

    private static FlakyStore flaky(Function<String, Fate> fates) throws Exception {
        return new FlakyStore(TestServers.s3().endpoint(), fates);
    }

    private static void assertStoreFailed(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.is(ProblemType.STORE_FAILED)).isTrue());
    }
}
