package dev.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairSharesTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final FairShares shares = new FairShares(100);

    @Test
    void whatOneHoldsIsAtMostWhatIsStillFree() throws InterruptedException {
        assertThat(takenInTens("a")).isEqualTo(5);
        assertThat(takenInTens("b")).isEqualTo(2);
        assertThat(takenInTens("c")).isEqualTo(1);
        assertThat(takenInTens("a")).isZero();
    }

    @Test
    void whoHoldsNothingMayTakeAllThatIsFree() throws InterruptedException {
        assertThat(isTaken("a", 90)).isTrue();
        assertThat(isTaken("a", 1)).isFalse();
        assertThat(isTaken("b", 11)).isFalse();
        assertThat(isTaken("b", 10)).isTrue();
        shares.giveBack("a", 90);
        assertThat(isTaken("c", 90)).isTrue();
    }

    @Test
    void aCrowdOfOneDoesNotHoldUpAnother() throws Exception {
        takenInTens("crowd");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var crowd = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 1_000; i++) {
                crowd.add(threads.submit(() -> passedOn("crowd", 10)));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(isTaken("other", 25)).isTrue();
                shares.giveBack("other", 25);
            }
            shares.giveBack("crowd", 10);
            for (var each : crowd) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void thoseOfOneAccountWaitInTurn() throws Exception {
        takenInTens("a");
        var large = waiting("a", 40);
        await().until(() -> isQueued(large));
        var small = waiting("a", 5);
        await().until(() -> isQueued(small));
        shares.giveBack("a", 10);
        assertThat(isTaken("a", 1)).as("behind both").isFalse();
        assertThat(large.outcome()).isNotDone();
        for (int i = 0; i < 4; i++) {
            shares.giveBack("a", 10);
        }
        assertThat(large.outcome().get()).isTrue();
        assertThat(small.outcome().get()).isTrue();
    }

    @Test
    void whoIsFirstAndGivesUpLetsTheNextOn() throws Exception {
        takenInTens("a");
        shares.giveBack("a", 10);
        var large = waiting("a", 40);
        await().until(() -> isQueued(large));
        var small = waiting("a", 5);
        await().until(() -> isQueued(small));
        large.thread().interrupt();
        assertThat(small.outcome().get()).isTrue();
        assertThat(large.outcome()).failsWithin(LONG);
    }

    @Test
    void nothingIsLostAndNothingTakenTwice() throws Exception {
        var held = new AtomicLong();
        var most = new AtomicLong();
        var tasks = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 400; i++) {
                var name = "tenant " + i % 7;
                tasks.add(
                        threads.submit(() -> {
                            for (int n = 0; n < 50; n++) {
                                var amount = ThreadLocalRandom.current().nextInt(1, 40);
                                if (shares.take(name, amount, Duration.ofMillis(2))) {
                                    most.accumulateAndGet(held.addAndGet(amount), Math::max);
                                    Thread.yield();
                                    held.addAndGet(-amount);
                                    shares.giveBack(name, amount);
                                }
                            }
                            return name;
                        }));
            }
            for (var task : tasks) {
                task.get();
            }
        }
        assertThat(most.get()).isBetween(1L, 100L);
        assertThat(isTaken("last", 100)).as("all of it is back").isTrue();
    }

    @Test
    void whatIsNotHeldIsNotTakenBack() throws InterruptedException {
        assertThat(isTaken("a", 10)).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> shares.giveBack("a", 11));
        assertThatIllegalStateException().isThrownBy(() -> shares.giveBack("b", 1));
    }

    private int takenInTens(String name) throws InterruptedException {
        int count = 0;
        while (isTaken(name, 10)) {
            count++;
        }
        return count;
    }

    private boolean isTaken(String name, long amount) throws InterruptedException {
        return shares.take(name, amount, Duration.ZERO);
    }

    private boolean passedOn(String name, long amount) throws InterruptedException {
        var taken = shares.take(name, amount, LONG);
        if (taken) {
            shares.giveBack(name, amount);
        }
        return taken;
    }

    private Waiter waiting(String name, long amount) {
        var outcome = new CompletableFuture<Boolean>();
        var thread =
                Thread.startVirtualThread(() -> {
                    try {
                        outcome.complete(shares.take(name, amount, LONG));
                    } catch (InterruptedException e) {
                        outcome.completeExceptionally(e);
                    }
                });
        return new Waiter(thread, outcome);
    }

    private static boolean isQueued(Waiter waiter) {
        return List.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
                .contains(waiter.thread().getState());
    }

    private record Waiter(Thread thread, CompletableFuture<Boolean> outcome) {}
}
