package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.dispatch.DispatchSettings.MostRunning;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Priority;
import dev.sluice.model.job.WaitingFor;
import dev.sluice.model.message.JobReady;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherIT {
    private static final long OVERHEAD = Cost.EXPORT_OVERHEAD;

    private static Dispatching given;

    @BeforeAll
    static void start() {
        given = Dispatching.start();
    }

    @AfterAll
    static void stop() {
        given.close();
    }

    @BeforeEach
    void empty() {
        given.clear();
    }

    @Test
    void oneJobIsNextHoweverManyAnotherTenantHasQueued() {
        given.tenant("crowd", 1);
        given.tenant("single", 1);
        given.slots(Lane.ANALYZE, 2);
        given.queue("crowd", Lane.ANALYZE, 10_000, 2_000);
        given.work(20, 0);

        given.queue("single", Lane.ANALYZE, 1, 2_000);
        var before = given.order().size();
        given.work(3, 0);
        assertThat(given.order().subList(before, before + 2)).contains("single");
    }

    @Test
    void tenantsShareByCostOverWeight() {
        given.tenant("three", 3);
        given.tenant("one", 1);
        given.slots(Lane.EXPORT, 1);
        given.queue("three", Lane.EXPORT, 400, 50_000);
        given.queue("one", Lane.EXPORT, 400, 50_000);
        given.work(400, 50_000);
        assertThat(given.dispatched("three")).isCloseTo(300, within(3));
        assertThat(given.dispatched("one")).isCloseTo(100, within(3));
    }

    @Test
    void tenantsWithBigAndSmallJobsHaveTheSame() {
        given.tenant("big", 1);
        given.tenant("small", 1);
        given.slots(Lane.ANALYZE, 1);
        given.queue("big", Lane.ANALYZE, 50, 20_000);
        given.queue("small", Lane.ANALYZE, 400, 2_000);
        given.work(220, 0);
        assertThat(given.dispatched("big") * 10.0)
                .isCloseTo((double) given.dispatched("small"), within(12.0));
    }

    @Test
    void whatAnExportReallyReadIsWhatItCost() {
        given.tenant("modest", 1);
        given.tenant("exact", 1);
        given.slots(Lane.EXPORT, 1);
        given.queue("modest", Lane.EXPORT, 100, 10_000_000);
        given.queue("exact", Lane.EXPORT, 100, 100_000);
        given.work(80, 100_000);
        assertThat(given.dispatched("modest")).isCloseTo(40, within(4));
        given.finish(given.onTheWay().isEmpty() ? "" : given.onTheWay().getFirst().jobId(), 0);
        given.turn();
        assertThat(charged()).isEqualTo(given.onTheWay().size());
    }

    @Test
    void priorityOrdersInsideATenantOnly() {
        given.tenant("urgent", 1);
        given.tenant("patient", 1);
        given.slots(Lane.ANALYZE, 1);
        given.queue("urgent", Lane.ANALYZE, 20, 2_000, Priority.NORMAL);
        given.queue("urgent", Lane.ANALYZE, 20, 2_000, Priority.HIGH);
        given.queue("patient", Lane.ANALYZE, 40, 2_000, Priority.LOW);
        given.work(20, 0);
        assertThat(given.dispatched("urgent")).isBetween(9, 12);
        assertThat(
                        given.db.fetchCount(
                                given.db.selectFrom(
                                        "job where tenant_id = 'urgent' and dispatched_at is not null and priority <> 2")))
                .isZero();
        assertThat(
                        given.db.fetchValue(
                                "select max(id) from job where tenant_id = 'patient' and dispatched_at is not null"))
                .isEqualTo(
                        "job_patient_analyze_0_"
                                + String.format("%06d", given.dispatched("patient")));
    }

    @Test
    void aCappedTenantHasNoMoreThanItsCapOnAllLanesTogether() {
        given.tenant("capped", 1);
        given.mostRunning("capped", 3);
        given.slots(Lane.ANALYZE, 8);
        given.slots(Lane.EXPORT, 8);
        given.queue("capped", Lane.ANALYZE, 20, 2_000);
        given.queue("capped", Lane.EXPORT, 20, 2_000);
        given.queue(StoreFixture.TENANT, Lane.ANALYZE, 3, 2_000);
        for (int i = 0; i < 10; i++) {
            given.turn().parallelStream().forEach(DispatcherIT::claim);
            assertThat(busy("capped")).isEqualTo(3);
            given.finishOneOf("capped");
        }
        assertThat(busy(StoreFixture.TENANT)).isEqualTo(3);
        assertThat(given.db.fetchValues("select distinct lane from job where state = 'SUCCEEDED'"))
                .hasSize(2);
        assertThat(reason(Lane.ANALYZE, "capped")).isEqualTo("QUOTA");
    }

    @Test
    void aLaneTakesNoMoreThanItsSettingSays() {
        given.takeOver(
                "test", given.dispatcher(given.db, new DispatchSettings(new MostRunning(null, 2))));
        given.slots(Lane.EXPORT, 8);
        given.queue(StoreFixture.TENANT, Lane.EXPORT, 5, 2_000);
        assertThat(given.turn()).hasSize(2);
        assertThat(given.turn()).isEmpty();
        assertThat(reason(Lane.EXPORT, StoreFixture.TENANT)).isEqualTo("QUOTA");
    }

    @Test
    void aCancelledJobThatNobodyClaimedCostsNothing() {
        given.slots(Lane.EXPORT, 0);
        given.queue(StoreFixture.TENANT, Lane.EXPORT, 2, 1_000_000);
        var call = given.turn().getFirst();
        assertThat(served(Lane.EXPORT, StoreFixture.TENANT)).isEqualTo(1_000_000 + OVERHEAD);
        given.store.jobs().cancel(StoreFixture.TENANT, call.jobId());
        given.turn();
        // Given back, and charged for the other
        assertThat(served(Lane.EXPORT, StoreFixture.TENANT)).isEqualTo(1_000_000 + OVERHEAD);
        claim(given.onTheWay().getFirst());
        given.finish("job_default_export_1_000002", 10);
        given.turn();
        assertThat(served(Lane.EXPORT, StoreFixture.TENANT)).isEqualTo(10 + OVERHEAD);
        assertThat(charged()).isZero();
    }

    @Test
    void jobsBehindOneThatBacksOffAreServed() {
        given.slots(Lane.ANALYZE, 0);
        given.queue(StoreFixture.TENANT, Lane.ANALYZE, 2, 2_000);
        given.db.execute(
                "update job set not_before = now() + interval '1 hour' where id = 'job_default_analyze_1_000001'");
        assertThat(given.turn())
                .extracting(JobReady::jobId)
                .containsExactly("job_default_analyze_1_000002");
        claim(given.onTheWay().getFirst());
        assertThat(given.turn()).isEmpty();

        given.db.execute("update job set not_before = now() where not_before is not null");
        assertThat(given.turn())
                .extracting(JobReady::jobId)
                .containsExactly("job_default_analyze_1_000001");
    }

    @Test
    void anotherGatewayGoesOnWithTheSameAccounts() {
        given.tenant("a", 1);
        given.tenant("b", 1);
        given.slots(Lane.ANALYZE, 1);
        given.queue("a", Lane.ANALYZE, 100, 2_000);
        given.queue("b", Lane.ANALYZE, 100, 2_000);
        for (int i = 0; i < 10; i++) {
            given.work(4, 0);
            given.takeOver("gateway-" + i, given.dispatcher());
        }
        assertThat(given.dispatched("a")).isBetween(20, 22);
        assertThat(served(Lane.ANALYZE, "a") + served(Lane.ANALYZE, "b"))
                .isEqualTo(given.order().size() * 2_000.0);
    }

    @Test
    void gatewaysThatTakeTheLeaseFromEachOtherChargeEachJobOnce() throws Exception {
        given.tenant("a", 1);
        given.tenant("b", 1);
        given.slots(Lane.ANALYZE, 2);
        given.queue("a", Lane.ANALYZE, 500, 2_000);
        given.queue("b", Lane.ANALYZE, 500, 3_000);
        try (var gateways = Executors.newFixedThreadPool(2)) {
            var turns = gateways.invokeAll(List.of(turns("gateway-a"), turns("gateway-b")));
            for (var taken : turns) {
                assertThat(taken.get()).isPositive();
            }
        }
        var charged =
                given.db.fetchValue(
                        "select sum(cost)::float8 from job where state = 'SUCCEEDED' or dispatched_at is not null");
        assertThat(served(Lane.ANALYZE, "a") + served(Lane.ANALYZE, "b")).isEqualTo(charged);
    }

    /// Turns of a gateway whose lease anybody may take, and the work that follows.
    private static Callable<Integer> turns(String gateway) {
        var dispatcher = given.dispatcher();
        return () -> {
            var dispatched = 0;
            for (int i = 0; i < 60; i++) {
                var lease = new LeaderLease(given.db, "dispatcher", gateway);
                var fence = lease.hold();
                if (fence.isPresent() && dispatcher.turn(lease, fence.get())) {
                    dispatched++;
                }
                given.workOffWhateverIsOnTheWay();
                given.db.execute("update leader_lease set until = now()");
            }
            return dispatched;
        };
    }

    @Test
    void whoLostTheLeaseDispatchesNothing() {
        given.queue(StoreFixture.TENANT, Lane.ANALYZE, 5, 2_000);
        var old = new LeaderLease(given.db, "dispatcher", "old");
        given.takeOver("new", given.dispatcher());
        given.turn();
        var before = served(Lane.ANALYZE, StoreFixture.TENANT);
        assertThat(given.dispatcher().turn(old, 1)).isFalse();
        assertThat(given.onTheWay()).hasSize(1);
        assertThat(served(Lane.ANALYZE, StoreFixture.TENANT)).isEqualTo(before);
    }

    @Test
    void saysWhatEachTenantWaitsFor() {
        given.tenant("first", 1);
        given.tenant("second", 1);
        given.slots(Lane.ANALYZE, 1);
        given.queue("first", Lane.ANALYZE, 10, 2_000);
        given.turn();
        assertThat(reason(Lane.ANALYZE, "first")).isEqualTo("CAPACITY");
        given.queue("second", Lane.ANALYZE, 2, 2_000);
        given.turn();
        assertThat(reason(Lane.ANALYZE, "first")).isEqualTo("TENANT_SHARE");
        assertThat(reason(Lane.ANALYZE, "second")).isEqualTo("CAPACITY");
        assertThat(shown("first")).isEqualTo(WaitingFor.TENANT_SHARE);
        assertThat(shown("second")).isEqualTo(WaitingFor.CAPACITY);

        given.db.execute(
                "update job set not_before = now() + interval '1 hour' where tenant_id = 'second'");
        assertThat(shown("second")).isEqualTo(WaitingFor.BACKOFF);
        given.db.execute(
                "update job set not_before = null, dispatched_at = now() where tenant_id = 'second'");
        assertThat(shown("second")).isEqualTo(WaitingFor.DISPATCH);

        given.db.execute("update job set state = 'CANCELLED' where dispatched_at is null");
        given.turn();
        assertThat(reason(Lane.ANALYZE, "first")).isNull();
        assertThat(reason(Lane.ANALYZE, "second")).isNull();
    }

    @Test
    void whatKafkaDoesNotTakeWaitsInTheBacklogAndCostsNothing() {
        given.slots(Lane.ANALYZE, 2);
        given.queue(StoreFixture.TENANT, Lane.ANALYZE, 5, 2_000);
        given.withoutKafka(() -> {
            assertThat(given.turn()).isEmpty();
            assertThat(charged()).isZero();
            assertThat(served(Lane.ANALYZE, StoreFixture.TENANT)).isZero();
            assertThat(given.turn()).isEmpty();
            assertThat(reason(Lane.ANALYZE, StoreFixture.TENANT)).isEqualTo("DISPATCH");
        });
        assertThat(given.turn()).hasSize(3);
        assertThat(charged()).isEqualTo(3);
        assertThat(reason(Lane.ANALYZE, StoreFixture.TENANT)).isEqualTo("CAPACITY");
    }

    @Test
    void debtsAreForgottenAfterAWhile() {
        given.tenant("busy", 1);
        given.slots(Lane.ANALYZE, 5);
        given.queue(StoreFixture.TENANT, Lane.ANALYZE, 1, 2_000);
        given.queue("busy", Lane.ANALYZE, 1, 2_000);
        given.turn().forEach(DispatcherIT::claim);
        given.finish("job_default_analyze_1_000001", 0);
        given.turn();
        given.db.execute("update lane_share set updated_at = now() - interval '11 minutes'");
        new Ledger(given.db).forget(org.jooq.impl.DSL.trueCondition());
        assertThat(given.db.fetchValues("select tenant_id from lane_share"))
                .isEqualTo(List.of("busy"));
    }

    private static void claim(JobReady call) {
        given.claim(call);
    }

    private static int busy(String tenant) {
        return Busy.read(given.db).of(tenant);
    }

    private static double served(Lane lane, String tenant) {
        return (double)
                given.db.fetchValue(
                        "select served from lane_share where lane = ? and tenant_id = ?",
                        lane.name(),
                        tenant);
    }

    private static @Nullable Object reason(Lane lane, String tenant) {
        return given.db.fetchValue(
                "select waiting_for from lane_share where lane = ? and tenant_id = ?",
                lane.name(),
                tenant);
    }

    /// As a client sees the tenant's last job, alone and in the list.
    private static @Nullable WaitingFor shown(String tenant) {
        var filter = new JobFilter(tenant, List.of(), List.of(), null, null, null, null);
        var listed = given.store.jobs().list(filter, 1, null).items().getFirst();
        var found = given.store.jobs().find(tenant, listed.id()).orElseThrow();
        assertThat(listed.waitingFor()).isEqualTo(found.waitingFor());
        return found.waitingFor();
    }

    private static int charged() {
        return given.db.fetchCount(given.db.selectFrom("job where charged is not null"));
    }
}
