package dev.sluice.jobstore.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.scheduling.BackgroundJob;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/// When sweeps run, and what they say.
class SweepsIT extends SweepTestCase {
    @Test
    void aRunThatFailsIsSeenInItsReportAndKeepsNobody() {
        var stuck = export();
        cancelled(stuck);
        var other = export();
        cancelled(other);
        store.db()
                .execute(
                        "update job set expires_at = now() - interval '1 h' where id in (?, ?)",
                        stuck,
                        other);
        store.files()
                .beforeDeletion(prefix -> {
                    if (prefix.contains(stuck)) {
                        throw Problem.of(ProblemType.STORE_FAILED, "It answered 503.")
                                .toException();
                    }
                });

        var broken = swept("expire-results");

        assertThat(broken.failed()).isTrue();
        assertThat(broken.detail()).contains(stuck, "503");
        assertThat(broken.overdue()).isEqualTo(1);
        assertThat(count("job where purged_at is not null and id = '" + other + "'")).isOne();

        letEverythingPass();
        var mended = swept("expire-results");
        assertThat(mended.failed()).isFalse();
        assertThat(mended.overdue()).isZero();
    }

    @Test
    void twoGatewaysDoNotRunTheSameSweepAtOnce() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> {
                    var turn = turns.take("prove");
                    turn.ifPresent(mine -> {
                        assertThat(sweeps.ran("prove")).isFalse();
                        assertThat(new SweepTurns(store.db(), "other").take("prove")).isEmpty();
                        mine.close();
                    });
                    return turn.isPresent();
                });
        assertThat(swept("prove").sweep()).isEqualTo("prove");

        var left = turns.take("prove").orElseThrow();
        store.db()
                .execute(
                        "update leader_lease set until = now() - interval '1 s' where name = 'sweep.prove'");
        var taken = new SweepTurns(store.db(), "other").take("prove").orElseThrow();
        left.close();
        assertThat(turns.take("prove")).as("a turn that was lost is not given up").isEmpty();
        taken.close();
    }

    @Test
    void aSweepRunsAgainWhenItsTimeHasComeOrItFailed() {
        var proofs = "sweep_report where sweep = 'prove'";
        swept("prove");
        var before = count(proofs);
        sweeps.runIfDue("prove");
        assertThat(count(proofs)).as("ran a moment ago").isEqualTo(before);

        store.db()
                .execute(
                        "update sweep_report set began_at = now() - interval '1 day', ended_at = now() -"
                                + " interval '1 day' where sweep = 'prove'");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    sweeps.runIfDue("prove");
                    assertThat(count(proofs)).isEqualTo(before + 1);
                });

        store.db().execute("update sweep_report set failed = true where sweep = 'prove'");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    sweeps.runIfDue("prove");
                    assertThat(count(proofs)).isEqualTo(before + 2);
                });
    }

    /// On a store of its own: JobRunr knows only the one that began last.
    @Test
    void jobRunrRunsTheSweepsAndShowsNoDashboard() {
        try (var own = StoreFixture.start()) {
            var recurring =
                    own.db()
                            .fetch("select trim(id) from jobrunr_recurring_jobs")
                            .getValues(0, String.class);
            assertThat(recurring)
                    .containsAll(sweeps.names())
                    .contains("webhook-switch-off", "webhook-replays", "webhook-unsent")
                    .hasSize(sweeps.names().size() + 3);
            var name = "prove";
            BackgroundJob.<Sweeps>enqueue(all -> all.runIfDue(name));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> own.db().fetchCount(DSL.table("sweep_report")) > 0);
            assertThat(
                            own.db()
                                    .fetch("select jobasjson from jobrunr_jobs")
                                    .getValues(0, String.class))
                    .isNotEmpty()
                    .noneMatch(job -> job.contains("FAILED"));
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), 8000).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void howeverManyAskItIsDoneOnceAfterTheLast() {
        var runs = new AtomicInteger();
        var goOn = new CountDownLatch(1);
        var soon =
                new Soon(
                        "test",
                        () -> {
                            runs.incrementAndGet();
                            try {
                                goOn.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        soon.soon();
        await().until(() -> runs.get() == 1);
        for (int i = 0; i < 100; i++) {
            soon.soon();
        }
        goOn.countDown();
        await().until(() -> runs.get() == 2);
        soon.soon();
        await().until(() -> runs.get() == 3);
    }
}
