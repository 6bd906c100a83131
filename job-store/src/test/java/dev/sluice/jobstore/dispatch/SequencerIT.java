package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequencerIT {
    private static final String WAITING_FOR_A_ROW =
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";

    private static StoreFixture store;
    private static Sequencer sequencer;
    private static LeaderLease lease;

    private String job = "";

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
        store.bean(Coordinator.class).stop();
        sequencer = new Sequencer(store.db(), store.transaction());
        lease = new LeaderLease(store.db(), "sequencer", "test");
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @BeforeEach
    void aJobWithAnEvent() {
        job = store.submitAnalysis("in turn").id();
    }

    /// A job is deleted while its events are given their places.
    @Test
    void eventsThatGoMeanwhileKeepNoOtherFromItsPlace() throws Exception {
        happened(2);
        happened(3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var deleting = store.connect();
                var delete = deleting.createStatement()) {
            deleting.setAutoCommit(false);
            delete.execute("delete from job_event where sequence = 2 and job_id = '" + job + "'");
            var turn = threads.submit(SequencerIT::turn);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> (boolean) store.db().fetchValue(WAITING_FOR_A_ROW));
            deleting.commit();
            assertThat(turn.get(1, TimeUnit.MINUTES)).isFalse();
        }
        happened(4);
        turn();
        assertThat(places()).doesNotContainNull().isSorted().doesNotHaveDuplicates().hasSize(3);
        assertThat(store.events().latestPosition()).isEqualTo(places().getLast());
    }

    /// As a sequencer that miscounted left it.
    @Test
    void aCountThatFellBehindIsCaughtUp() {
        turn();
        store.db().execute("update stream_position set last = last - 1");
        happened(2);
        turn();
        assertThat(places()).doesNotContainNull().isSorted().doesNotHaveDuplicates().hasSize(2);
        assertThat(store.events().latestPosition()).isEqualTo(places().getLast());
    }

    private static boolean turn() {
        return sequencer.turn(lease, lease.hold().orElseThrow());
    }

    private void happened(int sequence) {
        store.db()
                .execute(
                        "insert into job_event (job_id, sequence, tenant_id, at, type, data)"
                                + " values (?, ?, 'default', now(), 'thought', '{}')",
                        job,
                        sequence);
    }

    /// Of the job's events, in their order.
    private List<Long> places() {
        return store.db()
                .fetch("select position from job_event where job_id = ? order by sequence", job)
                .getValues(0, Long.class);
    }
}
