package dev.sluice.jobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.dispatch.Coordinator;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.event.Nudges;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.message.JobReady;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// What a claim costs others, and where there is nothing to claim.
class ClaimIT {
    private static final String WAITING_FOR_A_ROW =
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";

    private static StoreFixture store;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
        store.bean(Coordinator.class).stop();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void aLateOrDoubledCallWritesNothing() {
        var statements = new CopyOnWriteArrayList<String>();
        var recorder =
                ExecuteListener.onExecuteStart(statement ->
                        statements.add(String.valueOf(statement.sql()).split(" ", 2)[0]));
        var transitions = claimingBy(recorded(store.db(), recorder));
        var call = dispatched();
        assertThat(transitions.claim(call, "a")).isPresent();

        statements.clear();
        assertThat(transitions.claim(call, "b")).isEmpty();

        // the guarded one, which hits no row
        assertThat(statements).containsExactly("update", "select");
    }

    /// Its worker claims innocent jobs on other lanes meanwhile.
    @Test
    void aSuspectThatWaitsHoldsNoOtherClaimUp() throws Exception {
        var database = waitingForEver();
        var db = JobDatabase.dsl(database);
        var transitions =
                new Transitions(
                        db,
                        new JobTransaction(database),
                        new EventWriter(
                                db,
                                store.bean(Nudges.class),
                                store.bean(EventWriter.class).announcements()));
        var suspect = dispatched();
        suspected(suspect);
        var innocent = dispatched();

        try (var lanes = Executors.newVirtualThreadPerTaskExecutor();
                var inTheWay = store.connect()) {
            inTheWay.setAutoCommit(false);
            lock(inTheWay, suspect);
            var waiting = lanes.submit(() -> transitions.claim(suspect, "a"));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> (boolean) store.db().fetchValue(WAITING_FOR_A_ROW));

            var other = lanes.submit(() -> transitions.claim(innocent, "a"));

            assertThat(other.get(2, TimeUnit.MINUTES)).isPresent();
            assertThat(waiting).isNotDone();
            inTheWay.rollback();
            assertThat(waiting.get(2, TimeUnit.MINUTES)).isPresent();
        }
    }

    private static DSLContext recorded(DSLContext db, ExecuteListener recorder) {
        return db.configuration().deriveAppending(recorder).dsl();
    }

    private static Transitions claimingBy(DSLContext db) {
        return new Transitions(db, store.transaction(), store.bean(EventWriter.class));
    }

    private static PGSimpleDataSource waitingForEver() {
        var source = new PGSimpleDataSource();
        source.setUrl(store.database().jdbcUrl());
        source.setUser(store.database().username());
        source.setPassword(store.database().password());
        return source;
    }

    private static void lock(Connection connection, JobReady call) throws SQLException {
        try (var statement =
                connection.prepareStatement("select from job where id = ? for update")) {
            statement.setString(1, call.jobId());
            statement.execute();
        }
    }

    private static JobReady dispatched() {
        return store.dispatched(store.submitAnalysis("once").id());
    }

    private static void suspected(JobReady call) {
        store.db()
                .execute(
                        "update job set attempt = 2, failures = 2, started_at = now() where id = ?",
                        call.jobId());
        for (var attempt : List.of(1, 2)) {
            store.db()
                    .execute(
                            "insert into job_attempt (job_id, attempt, worker, finished_at, outcome) values (?, ?, 'gone', now(), 'lost')",
                            call.jobId(),
                            attempt);
        }
    }
}
