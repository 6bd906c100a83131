package dev.sluice.jobstore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventLogIT {
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
    void pagesEndWhereTheirBytesDo() {
        var job = store.submitAnalysis("pages").id();
        say(job, 2, 40, 3_000);

        var sequences = new ArrayList<Long>();
        var pages = 0;
        var page = store.events().after(job, 0, 100);
        while (!page.isEmpty()) {
            pages++;
            assertThat(page.stream().mapToInt(StoredEvent::bytes).sum())
                    .isLessThanOrEqualTo(EventLog.PAGE_BYTES);
            page.forEach(event -> sequences.add(event.sequence()));
            page = store.events().after(job, sequences.getLast(), 100);
        }

        assertThat(sequences).hasSize(41).isSorted().doesNotHaveDuplicates();
        assertThat(pages).isBetween(8, 11);
        assertThat(store.events().after(job, 0, 3)).hasSize(3);
    }

    @Test
    void ofALongEventAPageHasTheBeginningAndPiecesTheRest() {
        var job = store.submitAnalysis("long").id();
        store.db()
                .execute(
                        "insert into job_event (job_id, sequence, tenant_id, at, type, data)"
                                + " values (?, 2, 'default', now(), 'thought', repeat('ü', 20000))",
                        job);

        var event = store.events().after(job, 1, 10).getFirst();
        assertThat(event.whole()).isFalse();
        assertThat(event.bytes()).isEqualTo(40_000);
        var text = new StringBuilder(event.data());
        for (var more = true; more; ) {
            var piece = store.events().piece(job, 2, text.length()).orElseThrow();
            text.append(piece);
            more = piece.length() == EventLog.PIECE;
        }
        assertThat(text.toString()).isEqualTo("ü".repeat(20_000));
        assertThat(store.events().piece(job, 3, 0)).isEmpty();
    }

    @Test
    void tellsWhoseStreamsHaveGrownAndForgetsNoPosition() {
        var before = placed();
        var job = store.submitAnalysis("grows").id();
        var after = placed();

        assertThat(after).isGreaterThan(before);
        assertThat(store.events().growth(before))
                .isEqualTo(new EventLog.Growth(after, java.util.Set.of(StoreFixture.TENANT)));
        assertThat(store.events().growth(after).tenants()).isEmpty();
        assertThat(store.events().growth(after).position()).isEqualTo(after);

        store.db().execute("delete from job where id = ?", job);
        assertThat(store.events().latestPosition()).isEqualTo(after);
        store.db().execute("delete from job_event where position <= ?", after);
        assertThat(store.events().oldestPosition()).isGreaterThan(after);
    }

    @Test
    void jobsThatAreGoneAreNotAmongTheLatest() {
        var kept = store.submitAnalysis("kept").id();
        var gone = store.submitAnalysis("gone").id();
        store.db().execute("delete from job where id = ?", gone);

        assertThat(store.events().latest(List.of(kept, gone))).containsOnlyKeys(kept);
        assertThat(store.events().kept(kept)).contains(new EventLog.Range(1, 1));
        assertThat(store.events().kept(gone)).isEmpty();
    }

    private static long placed() {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        store.db()
                                .fetchSingle(
                                        "select count(*) from job_event where position is null")
                                .get(0, Integer.class)
                                .equals(0));
        return store.events().latestPosition();
    }

    private static void say(String job, int from, int count, int bytes) {
        store.db()
                .execute(
                        "insert into job_event (job_id, sequence, tenant_id, at, type, data)"
                                + " select ?, n, 'default', now(), 'thought', repeat('x', ?)"
                                + " from generate_series(?, ?) n",
                        job,
                        bytes,
                        from,
                        from + count - 1);
    }
}
