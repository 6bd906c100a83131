package dev.sluice.jobstore.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GatheringTest {
    @Test
    void aLoneRequestHasItsTurnAtOnce() {
        var gathering =
                new Gathering<Integer, Integer>(
                        1, all -> all.stream().map(n -> n * all.size()).toList());

        assertThat(gathering.ask(3)).isEqualTo(3);
        assertThat(gathering.ask(4)).isEqualTo(4);
    }

    @Test
    void whoComesDuringATurnSharesTheNext() throws Exception {
        var turns = new ConcurrentLinkedQueue<List<Integer>>();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var gathering =
                new Gathering<Integer, Integer>(
                        1,
                        all -> {
                            turns.add(all);
                            begun.countDown();
                            await(goOn);
                            return all.stream().map(n -> -n).toList();
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> gathering.ask(0));
            begun.await();
            var asked = new ArrayList<Thread>();
            var others = new ArrayList<Future<Integer>>();
            for (int i = 1; i <= 20; i++) {
                var question = i;
                others.add(
                        threads.submit(() -> {
                            synchronized (asked) {
                                asked.add(Thread.currentThread());
                            }
                            return gathering.ask(question);
                        }));
            }
            Awaitility.await()
                    .until(() -> {
                        synchronized (asked) {
                            return asked.size() == 20
                                    && asked.stream()
                                            .allMatch(t -> t.getState() == Thread.State.WAITING);
                        }
                    });
            goOn.countDown();

            assertThat(first.get()).isZero();
            for (int i = 0; i < others.size(); i++) {
                assertThat(others.get(i).get()).isEqualTo(-(i + 1));
            }
        }
        assertThat(turns).hasSize(2);
        assertThat(turns.poll()).containsExactly(0);
        assertThat(turns.poll())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void whatATurnThrowsReachesWhoSharedItAndNobodyElse() {
        var gathering =
                new Gathering<String, String>(
                        1,
                        all -> {
                            if (all.contains("bad")) {
                                throw new IllegalStateException("away");
                            }
                            return all;
                        });

        assertThatThrownBy(() -> gathering.ask("bad"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("away");
        assertThat(gathering.ask("good")).isEqualTo("good");
    }

    @Test
    void manyAtOnceAllHaveTheirOwnAnswer() throws Exception {
        var gathering = new Gathering<Integer, Integer>(2, all -> all);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 5_000; i++) {
                var question = i;
                answers.add(threads.submit(() -> gathering.ask(question)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
