package dev.sluice.jobstore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.snapshot.SnapshotKeeping;
import dev.sluice.jobstore.snapshot.SnapshotWish;
import dev.sluice.jobstore.snapshot.StoredSnapshotKeeping;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A worker that wishes, and the row that a keeper answers with.
class HeldSnapshotIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ExportSnapshot SNAPSHOT =
            new ExportSnapshot(
                    "00000003-0000001B-1",
                    Instant.parse("2026-11-20T10:00:00.123Z"),
                    "0/1949A40",
                    List.of(new ExportSnapshot.Table("public", "sales", 4096)));

    private static StoreFixture store;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void whatAKeeperHoldsIsFoundByTheNextAttemptWhileItLives() {
        var keeper = keeper("gateway-a");
        var first = attempt();
        var wish = CompletableFuture.supplyAsync(() -> first.holdSnapshot(SOON));
        var taken = taken(keeper, first);
        assertThat(taken.sql()).isEqualTo("SELECT * FROM sales");
        assertThat(taken.source()).isEqualTo("retail");
        assertThat(keeper("gateway-b").take()).as("taken already").isEmpty();
        assertThat(keeper.held(taken, SNAPSHOT)).isTrue();
        assertThat(wish.join()).hasValue(SNAPSHOT);

        first.fail(Problem.of(ProblemType.SOURCE_FAILED, "connection lost"));
        var next = attempt(first.id());
        assertThat(keeper.renew(taken)).as("between attempts").isTrue();
        assertThat(next.heldSnapshot()).hasValue(SNAPSHOT);

        silence(first);
        assertThat(next.heldSnapshot()).as("its keeper died").isEmpty();
        assertThat(keeper.renew(taken)).as("it was only slow").isTrue();
        assertThat(next.heldSnapshot()).hasValue(SNAPSHOT);
        keeper.release(taken);
        assertThat(next.heldSnapshot()).isEmpty();
    }

    @Test
    void anEndedJobNeedsNoSnapshot() {
        var keeper = keeper("gateway-a");
        var attempt = attempt();
        var wish = CompletableFuture.supplyAsync(() -> attempt.holdSnapshot(SOON));
        var taken = taken(keeper, attempt);
        assertThat(keeper.held(taken, SNAPSHOT)).isTrue();
        assertThat(wish.join()).isPresent();
        attempt.fail(Problem.of(ProblemType.INVALID_SQL, "no"));
        assertThat(keeper.renew(taken)).isFalse();
        store.retention().forgetShortLived();
        assertThat(rows(attempt)).isZero();
    }

    @Test
    void aNewWishEndsTheOldOne() {
        var keeper = keeper("gateway-a");
        var attempt = attempt();
        var first = CompletableFuture.supplyAsync(() -> attempt.holdSnapshot(SOON));
        var old = taken(keeper, attempt);
        assertThat(keeper.held(old, SNAPSHOT)).isTrue();
        assertThat(first.join()).isPresent();

        var second = CompletableFuture.supplyAsync(() -> attempt.holdSnapshot(SOON));
        var other = keeper("gateway-b");
        var taken = taken(other, attempt);
        assertThat(attempt.heldSnapshot()).isEmpty();
        assertThat(keeper.renew(old)).isFalse();
        keeper.release(old);
        var newer = new ExportSnapshot("newer", Instant.EPOCH, null, List.of());
        assertThat(other.held(taken, newer)).isTrue();
        assertThat(second.join()).hasValue(newer);
    }

    @Test
    void whoeverWaitsInVainGivesUp() {
        var keeper = keeper("gateway-a");
        var attempt = attempt();
        assertThat(attempt.holdSnapshot(Duration.ofMillis(50))).isEmpty();
        assertThat(rows(attempt)).isZero();

        var refused = CompletableFuture.supplyAsync(() -> attempt.holdSnapshot(SOON));
        keeper.refuse(taken(keeper, attempt), "The source could not be reached.");
        assertThat(refused.join()).isEmpty();

        var late =
                CompletableFuture.supplyAsync(() -> attempt.holdSnapshot(Duration.ofMillis(500)));
        var taken = taken(keeper, attempt);
        assertThat(late.join()).isEmpty();
        assertThat(keeper.held(taken, SNAPSHOT)).as("too late").isFalse();
    }

    @Test
    void onlyAnAttemptThatMayWriteWishes() {
        var cancelled = attempt();
        store.jobs().cancel(StoreFixture.TENANT, cancelled.id());
        assertThatThrownBy(() -> cancelled.holdSnapshot(SOON))
                .isInstanceOf(CancellationException.class);

        var stale = attempt();
        store.transitions().giveBack(stale.id(), 1);
        attempt(stale.id());
        assertThatThrownBy(() -> stale.holdSnapshot(SOON)).isInstanceOf(LeaseLost.class);
        assertThat(keeper("gateway-a").take()).isEmpty();
    }

    private static SnapshotKeeping keeper(String name) {
        return new StoredSnapshotKeeping(store.db(), name);
    }

    private static SnapshotWish taken(SnapshotKeeping keeper, ActiveJob wisher) {
        var wish = await().atMost(SOON).until(keeper::take, Optional::isPresent).orElseThrow();
        assertThat(wish.jobId()).isEqualTo(wisher.id());
        return wish;
    }

    private static ActiveJob attempt() {
        return attempt(store.submitExport("SELECT * FROM sales", ExportOptions.DEFAULTS).id());
    }

    private static ActiveJob attempt(String job) {
        return new ActiveJob(store.workerTools(), store.claimed(job, "worker"));
    }

    private static void silence(ActiveJob job) {
        store.db()
                .execute(
                        "update export_snapshot set alive_at = now() - interval '16 s' where job_id = ?",
                        job.id());
    }

    private static int rows(ActiveJob job) {
        return store.db()
                .fetchSingle("select count(*) from export_snapshot where job_id = ?", job.id())
                .get(0, Integer.class);
    }
}
