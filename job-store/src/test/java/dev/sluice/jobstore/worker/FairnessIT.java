package dev.sluice.jobstore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tenants share workers, from the backlog over Kafka to the claim.
class FairnessIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SLOTS = 2;

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
    void aSingleJobStartsBehindThoseUnderWayHoweverManyAreQueued() {
        tenant("crowd", null);
        queue("crowd", 10_000);
        var started = new CopyOnWriteArrayList<String>();
        var goOn = new Semaphore(0);
        try (var worker =
                ScriptedWorker.start(
                        store.workerTools(),
                        SLOTS,
                        job -> {
                            started.add(job.job().tenant());
                            goOn.acquire();
                            job.succeed(ScriptedWorker.result("done"));
                        })) {
            await().atMost(SOON).until(() -> started.size() == SLOTS && onTheWay() == 1);
            var single = store.submitAnalysis("just one");
            while (!started.contains(single.tenant())) {
                var before = started.size();
                goOn.release();
                await().atMost(SOON).until(() -> started.size() > before);
            }
            // Two ran and one was on its way before it came
            assertThat(started.indexOf(single.tenant())).isBetween(SLOTS, SLOTS + 2);
            store.db().execute("update job set state = 'CANCELLED' where state = 'QUEUED'");
            goOn.release(SLOTS + 2);
        }
    }

    @Test
    void aTenantsCapHoldsHoweverManySlotsAreFree() {
        tenant("capped", 1);
        queue("capped", 20);
        var running = new AtomicInteger();
        var atOnce = new CopyOnWriteArrayList<Integer>();
        try (var worker =
                ScriptedWorker.start(
                        store.workerTools(),
                        SLOTS,
                        job -> {
                            atOnce.add(running.incrementAndGet());
                            running.decrementAndGet();
                            job.succeed(ScriptedWorker.result("done"));
                        })) {
            await().atMost(SOON).until(() -> atOnce.size() == 20);
        }
        assertThat(List.copyOf(atOnce)).containsOnly(1);
    }

    private static int onTheWay() {
        return store.db()
                .fetchCount(
                        store.db()
                                .selectFrom(
                                        "job where state = 'QUEUED' and dispatched_at is not null"));
    }

    private static void tenant(String name, @Nullable Integer mostRunning) {
        store.db()
                .execute(
                        "insert into tenant (id, name, max_running) values (?, ?, ?)",
                        name,
                        name,
                        mostRunning);
    }

    private static void queue(String tenant, int jobs) {
        store.db()
                .execute(
                        """
                        insert into job (id, tenant_id, type, state, lane, priority, tags, request, cost, deadline)
                        select 'job_' || ?::text || n, ?, 'ANALYSIS', 'QUEUED', 'ANALYZE', 1, '{}', '{}', 2000, now() + interval '1 day'
                        from generate_series(1, ?) n
                        """,
                        tenant,
                        tenant,
                        jobs);
    }
}
