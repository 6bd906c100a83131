package dev.sluice.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
    private final SharedReads<String, List<String>> reads =
            new SharedReads<>(page -> !page.isEmpty());
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void oneAnswerServesAllWhoAskTheSame() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(read(() -> List.of("event")).value()).containsExactly("event");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void nothingIsOnlyTrueForWhoAskedBefore() throws Exception {
        var early = System.nanoTime();
        assertThat(reads.read("job", early, () -> counted(List.of())).value()).isEmpty();
        assertThat(reads.read("job", early, () -> counted(List.of("new"))).value()).isEmpty();
        assertThat(read(() -> List.of("new")).value()).containsExactly("new");
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoWasWokenDuringAReadOfNothingLooksAgain() throws Exception {
        var reading = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var first =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return read(
                                        () -> {
                                            reading.countDown();
                                            awaitQuietly(goOn);
                                            return List.of();
                                        })
                                .value();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        reading.await();
        var second =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return read(() -> List.of("came meanwhile")).value();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        goOn.countDown();

        assertThat(first.join()).isEmpty();
        assertThat(second.join()).containsExactly("came meanwhile");
    }

    @Test
    void aFailureIsNotKept() throws Exception {
        assertThatThrownBy(() ->
                        read(() -> {
                            throw new IllegalStateException("away");
                        }))
                .hasMessage("away");
        assertThat(read(() -> List.of("back")).value()).containsExactly("back");
    }

    private SharedReads.Answer<List<String>> read(Supplier<List<String>> load)
            throws InterruptedException {
        return reads.read(
                "job",
                System.nanoTime(),
                () -> {
                    asked.incrementAndGet();
                    return load.get();
                });
    }

    private List<String> counted(List<String> page) {
        asked.incrementAndGet();
        return page;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
