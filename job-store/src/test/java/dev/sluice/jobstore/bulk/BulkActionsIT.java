package dev.sluice.jobstore.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.trueCondition;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.bulk.BulkStep.Taken;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.event.StoredEvent;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.submission.BatchSubmissions;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.model.job.BulkProgress;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobProgress;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Priority;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.BulkActionRequest;
import dev.sluice.model.request.BulkActionRequest.Action;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkActionsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static StoreFixture store;
    private static BulkStep step;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
        step = stepWith(store.jobs());
    }

    private static BulkStep stepWith(Jobs jobs) {
        return BulkFeature.step(
                store.db(),
                store.transaction(),
                jobs,
                store.transitions(),
                store.bean(EventWriter.class),
                store.bean(Audit.class),
                "by-hand");
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /// The steps of these tests are taken by hand; another gateway believes to hold the lease.
    @BeforeEach
    void keepTheGatewayFromActing() {
        store.db()
                .execute(
                        """
                        insert into leader_lease values ('bulk-actions', 'test', 1, now() + interval '1 hour')
                        on conflict (name) do update
                        set holder = 'test', fence = leader_lease.fence + 1, until = excluded.until
                        """);
    }

    private static void letTheGatewayAct() {
        store.db().execute("update leader_lease set until = now() where name = 'bulk-actions'");
    }

    @Test
    void anotherGatewayGoesOnBehindTheLastPieceThatWasCommitted() {
        submit("killed", 220);
        end("killed", "FAILED");
        var bulk = act(Action.RETRY, filter("killed"));

        assertThat(piece(bulk)).isEqualTo(Taken.A_PIECE);
        pieceThatIsKilledBeforeItsCommit(bulk);
        assertThat(progress(bulk)).isEqualTo(new BulkProgress(100, 220, 0));
        letTheGatewayAct();

        await().atMost(SOON).until(() -> find(bulk).state() == JobState.SUCCEEDED);
        assertThat(progress(bulk)).isEqualTo(new BulkProgress(220, 220, 0));
        assertThat(
                        number(
                                """
                                select count(*) from job r join job o on o.id = r.retry_of
                                where 'killed' = any(r.tags)
                                """))
                .isEqualTo(220);
        assertThat(number("select count(distinct retry_of) from job where 'killed' = any(tags)"))
                .isEqualTo(220);
        assertThat(find(bulk).attempt()).isEqualTo(1);
    }

    private static void pieceThatIsKilledBeforeItsCommit(Job bulk) {
        store.transaction()
                .executeWithoutResult(status -> {
                    assertThat(step.take(bulk.id(), trueCondition())).isEqualTo(Taken.A_PIECE);
                    status.setRollbackOnly();
                });
    }

    @Test
    void twoGatewaysThatBothActDoNothingTwice() throws Exception {
        submit("contended", 230);
        end("contended", "CANCELLED");
        var bulk = act(Action.RETRY, filter("contended"));

        try (var gateways = Executors.newFixedThreadPool(2)) {
            Callable<String> gateway =
                    () -> {
                        finish(bulk);
                        return bulk.id();
                    };
            for (var end : gateways.invokeAll(List.of(gateway, gateway))) {
                end.get();
            }
        }

        assertThat(find(bulk).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(progress(bulk)).isEqualTo(new BulkProgress(230, 230, 0));
        assertThat(
                        number(
                                "select count(*) from job where retry_of is not null and 'contended' = any(tags)"))
                .isEqualTo(230);
    }

    @Test
    void aCancelStopsItBeforeTheNextPiece() {
        submit("stopped", 150);
        var bulk = act(Action.CANCEL, filter("stopped"));
        assertThat(piece(bulk)).isEqualTo(Taken.A_PIECE);

        assertThat(store.jobs().cancel(StoreFixture.TENANT, bulk.id()).cancelRequested()).isTrue();
        piece(bulk);

        assertThat(find(bulk).state()).isEqualTo(JobState.CANCELLED);
        assertThat(progress(bulk)).isEqualTo(new BulkProgress(100, 150, 0));
        assertThat(
                        number(
                                "select count(*) from job where state = 'QUEUED' and 'stopped' = any(tags)"))
                .isEqualTo(50);
        assertThat(piece(bulk)).isEqualTo(Taken.NOTHING);
    }

    @Test
    void jobsThatChangeInBetweenCountAsFailedAndAreSaidSoOnce() {
        var ids = submit("changing", 5);
        var bulk = act(Action.CANCEL, filter("changing"));
        store.jobs().cancel(StoreFixture.TENANT, ids.get(1));
        store.jobs().cancel(StoreFixture.TENANT, ids.get(3));

        finish(bulk);

        assertThat(progress(bulk)).isEqualTo(new BulkProgress(5, 5, 2));
        var errors =
                store.events().after(bulk.id(), 0, 100).stream()
                        .filter(event -> event.type().equals("error"))
                        .map(StoredEvent::data)
                        .toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst()).contains("2 jobs had changed state", "wrong_state");
    }

    @Test
    void aJobThatEndsAfterwardsIsNotDeletedWithThoseThatHadEnded() {
        var ids = submit("half-done", 3);
        store.jobs().cancel(StoreFixture.TENANT, ids.getFirst());
        var bulk = act(Action.DELETE, filter("half-done"));
        assertThat(progress(bulk).total()).isEqualTo(1);
        store.jobs().cancel(StoreFixture.TENANT, ids.get(1));

        finish(bulk);

        assertThat(progress(bulk)).isEqualTo(new BulkProgress(1, 1, 0));
        assertThat(store.jobs().find(StoreFixture.TENANT, ids.get(0))).isEmpty();
        assertThat(store.jobs().find(StoreFixture.TENANT, ids.get(1))).isPresent();
        assertThat(
                        number(
                                "select count(*) from audit where action = 'job.delete' and subject = ?",
                                ids.getFirst()))
                .isEqualTo(1);
        assertThat(
                        number(
                                "select count(*) from audit where action = 'jobs.delete' and subject = ?",
                                bulk.id()))
                .isEqualTo(1);
    }

    @Test
    void laterJobsAndBulkActionsAreNotMeant() {
        submit("meant", 2);
        var everything =
                new JobFilter(StoreFixture.TENANT, List.of(), List.of(), "meant", null, null, null);
        var bulk = act(Action.CANCEL, everything);
        submit("meant", 3);

        finish(bulk);

        assertThat(progress(bulk)).isEqualTo(new BulkProgress(2, 2, 0));
        assertThat(store.bulkActions().matched(Action.CANCEL, everything)).isEqualTo(3);
        var ofBulk =
                new JobFilter(
                        null, List.of(JobType.BULK_ACTION), List.of(), null, null, null, null);
        assertThat(store.bulkActions().matched(Action.DELETE, ofBulk)).isZero();
    }

    @Test
    void whoeverLostTheLeaseDoesNothing() {
        submit("fenced", 2);
        var bulk = act(Action.CANCEL, filter("fenced"));

        var taken = store.transaction().execute(status -> step.take(bulk.id(), falseCondition()));

        assertThat(taken).isEqualTo(Taken.NOTHING);
        assertThat(find(bulk).state()).isEqualTo(JobState.QUEUED);
        assertThat(progress(bulk)).isEqualTo(new BulkProgress(0, 2, 0));
    }

    @Test
    void aJobThatCannotBeActedOnTakesNoOtherWithItAndItsReasonIsToldOnce() {
        var ids = submit("refused", 5);
        end("refused", "FAILED");
        var bulk = act(Action.RETRY, filter("refused"));
        var refusing = stepWith(refusingToRetry(List.of(ids.get(1), ids.get(3))));

        store.transaction().execute(status -> refusing.take(bulk.id(), trueCondition()));
        finish(bulk);

        assertThat(progress(bulk)).isEqualTo(new BulkProgress(5, 5, 2));
        assertThat(
                        store.db()
                                .fetch(
                                        "select retry_of from job where retry_of is not null and 'refused' = any(tags)")
                                .getValues(0, String.class))
                .containsExactlyInAnyOrder(ids.get(0), ids.get(2), ids.get(4));
        assertThat(store.events().after(bulk.id(), 0, 100))
                .filteredOn(event -> event.type().equals("error"))
                .singleElement()
                .extracting(StoredEvent::data)
                .asString()
                .contains("quota_exceeded", "Too much for today.");
    }

    /// The real jobs, but for a refusal after the new job was written: it has to be taken back.
    private static Jobs refusingToRetry(List<String> refused) {
        var loader = BulkActionsIT.class.getClassLoader();
        return (Jobs)
                Proxy.newProxyInstance(
                        loader,
                        new Class<?>[] {Jobs.class},
                        (self, method, arguments) -> {
                            var result = method.invoke(store.jobs(), arguments);
                            if (method.getName().equals("retry")
                                    && refused.contains(arguments[1])) {
                                throw ProblemType.QUOTA_EXCEEDED.because("Too much for today.");
                            }
                            return result;
                        });
    }

    @Test
    void anActionThatCannotGoOnFailsAndHoldsUpNoOther() {
        submit("beside", 3);
        var broken = act(Action.CANCEL, filter("nothing"));
        store.db()
                .execute(
                        "update bulk_action set filter = '{\"types\": [\"unheard\"]}' where job_id = ?",
                        broken.id());
        var beside = act(Action.CANCEL, filter("beside"));
        letTheGatewayAct();

        await().atMost(SOON).until(() -> find(beside).state() == JobState.SUCCEEDED);
        await().atMost(SOON).until(() -> find(broken).state() == JobState.FAILED);
        assertThat(find(broken).error()).isNotNull().extracting("code").isEqualTo("internal_error");
        assertThat(progress(beside)).isEqualTo(new BulkProgress(3, 3, 0));
    }

    private static List<String> submit(String tag, int jobs) {
        var job =
                new NewJob(
                        StoreFixture.TENANT,
                        JobType.ANALYSIS,
                        new AnalysisRequest(tag, null, null),
                        tag,
                        null,
                        "retail",
                        null,
                        List.of(tag),
                        Priority.NORMAL,
                        NewJob.DEFAULT_DEADLINE,
                        null,
                        1);
        return store.batchSubmissions().submit(Collections.nCopies(jobs, job)).stream()
                .map(outcome -> ((BatchSubmissions.Accepted) outcome).job().id())
                .toList();
    }

    private static void end(String tag, String state) {
        store.db()
                .execute(
                        "update job set state = ?, finished_at = now() where ? = any(tags)",
                        state,
                        tag);
    }

    private static JobFilter filter(String tag) {
        return new JobFilter(StoreFixture.TENANT, List.of(), List.of(), tag, null, null, null);
    }

    private static Job act(Action action, JobFilter filter) {
        return store.bulkActions()
                .submit(
                        new BulkOrder(
                                StoreFixture.TENANT,
                                "key_test",
                                new BulkActionRequest(action, Map.of("tag", "any")),
                                filter));
    }

    private static Taken piece(Job bulk) {
        var taken = store.transaction().execute(status -> step.take(bulk.id(), trueCondition()));
        return java.util.Objects.requireNonNull(taken);
    }

    private static void finish(Job bulk) {
        while (!find(bulk).state().terminal()) {
            piece(bulk);
        }
    }

    private static Job find(Job bulk) {
        return store.jobs().find(StoreFixture.TENANT, bulk.id()).orElseThrow();
    }

    private static BulkProgress progress(Job bulk) {
        @Nullable JobProgress progress = find(bulk).progress();
        assertThat(progress).isInstanceOf(BulkProgress.class);
        return (BulkProgress) java.util.Objects.requireNonNull(progress);
    }

    private static int number(String sql, Object... values) {
        return store.db().fetchSingle(sql, values).get(0, Integer.class);
    }
}
