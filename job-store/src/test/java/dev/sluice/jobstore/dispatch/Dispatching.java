package dev.sluice.jobstore.dispatch;

import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Priority;
import dev.sluice.model.message.JobReady;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// A dispatcher whose turns the test takes, over a database whose workers it plays.
final class Dispatching implements AutoCloseable {
    final StoreFixture store;
    final DSLContext db;
    private final KafkaProducer<String, String> kafka;
    private final List<String> order = new ArrayList<>();
    Dispatcher dispatcher;
    LeaderLease lease;

    private Dispatching(StoreFixture store) {
        this.store = store;
        this.db = store.db();
        this.kafka = producer(Map.of("bootstrap.servers", TestServers.kafka().bootstrap()));
        this.lease = new LeaderLease(db, "dispatcher", "test");
        this.dispatcher = dispatcher();
    }

    static Dispatching start() {
        var store = StoreFixture.start();
        store.bean(Coordinator.class).stop();
        return new Dispatching(store);
    }

    Dispatcher dispatcher() {
        return dispatcher(db, DispatchSettings.UNLIMITED);
    }

    Dispatcher dispatcher(DSLContext through, DispatchSettings settings) {
        return new Dispatcher(through, store.bean(TransactionTemplate.class), kafka, settings);
    }

    /// Meanwhile nobody listens where the dispatcher sends.
    void withoutKafka(Runnable meanwhile) {
        var before = dispatcher;
        try (var nowhere =
                producer(Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 300))) {
            dispatcher =
                    new Dispatcher(
                            db,
                            store.bean(TransactionTemplate.class),
                            nowhere,
                            DispatchSettings.UNLIMITED);
            meanwhile.run();
        }
        dispatcher = before;
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /// From here another gateway dispatches.
    void takeOver(String holder, Dispatcher successor) {
        lease.release();
        lease = new LeaderLease(db, "dispatcher", holder);
        dispatcher = successor;
    }

    /// An empty store again.
    void clear() {
        db.execute("truncate job, lane_share, lane_clock, worker_slot cascade");
        db.execute("delete from tenant where id <> 'default'");
        order.clear();
        takeOver("test", dispatcher());
    }

    void tenant(String name, int weight) {
        db.execute("insert into tenant (id, name, weight) values (?, ?, ?)", name, name, weight);
    }

    void mostRunning(String tenant, int most) {
        db.execute("update tenant set max_running = ? where id = ?", most, tenant);
    }

    void slots(Lane lane, int slots) {
        db.execute(
                "insert into worker_slot (worker, lane, slots, free, seen_at) values ('w', ?, ?, ?, now() + interval '1 hour') on conflict (worker, lane) do update set slots = excluded.slots, free = excluded.free",
                lane.name(),
                slots,
                slots);
    }

    /// Jobs in order of age, each a second younger than the one before.
    void queue(String tenant, Lane lane, int jobs, long cost) {
        queue(tenant, lane, jobs, cost, Priority.NORMAL);
    }

    void queue(String tenant, Lane lane, int jobs, long cost, Priority priority) {
        db.execute(
                """
                insert into job (id, tenant_id, type, state, lane, priority, tags, request, cost, created_at, deadline)
                select 'job_' || {0} || '_' || lower({2}) || '_' || {3} || '_' || lpad(n::text, 6, '0'), {0}, {1}, 'QUEUED', {2}, {3}, '{}',
                    '{"kind":"analysis"}', {4}, now() - interval '1 day' + n * interval '1 second', now() + interval '1 day'
                from generate_series(1, {5}) n
                """,
                org.jooq.impl.DSL.inline(tenant),
                org.jooq.impl.DSL.inline(lane == Lane.EXPORT ? "EXPORT" : "ANALYSIS"),
                org.jooq.impl.DSL.inline(lane.name()),
                org.jooq.impl.DSL.inline(priority.ordinal()),
                org.jooq.impl.DSL.inline(cost),
                org.jooq.impl.DSL.inline(jobs));
    }

    /// One turn of the dispatcher.
    ///
    /// @return what it has dispatched
    List<JobReady> turn() {
        var before = onTheWay();
        var unused = dispatcher.turn(lease, lease.hold().orElseThrow());
        var dispatched = new ArrayList<>(onTheWay());
        dispatched.removeAll(before);
        dispatched.forEach(call -> order.add(tenantOf(call.jobId())));
        return dispatched;
    }

    List<JobReady> onTheWay() {
        return db.fetch(
                        "select id, lane, dispatch_no from job where state = 'QUEUED' and dispatched_at is not null order by dispatched_at, id")
                .map(row ->
                        new JobReady(
                                row.get(0, String.class),
                                Lane.valueOf(row.get(1, String.class)),
                                row.get(2, Integer.class)));
    }

    void claim(JobReady call) {
        var unused = store.transitions().claim(call, "w").orElseThrow();
    }

    /// The job ends well, with this many rows read.
    void finish(String jobId, long rows) {
        db.execute(
                "update job set state = 'SUCCEEDED', finished_at = now(), lease_until = null, progress = json_build_object('rows', {1}) where id = {0}",
                org.jooq.impl.DSL.val(jobId), org.jooq.impl.DSL.val(rows));
    }

    /// Whoever claims a job first ends it.
    void workOffWhateverIsOnTheWay() {
        for (var call : onTheWay()) {
            store.transitions().claim(call, "w").ifPresent(job -> finish(job.getId(), 0));
        }
    }

    /// One of the tenant's running jobs ends.
    void finishOneOf(String tenant) {
        finish(
                (String)
                        db.fetchValue(
                                "select id from job where state = 'RUNNING' and tenant_id = ? order by started_at limit 1",
                                tenant),
                0);
    }

    /// One slot works through this many jobs, one at a time.
    void work(int jobs, long rows) {
        for (int i = 0; i < jobs; i++) {
            turn();
            var next = onTheWay().getFirst();
            claim(next);
            finish(next.jobId(), rows);
        }
    }

    /// Tenants of the jobs dispatched so far, in order.
    List<String> order() {
        return order;
    }

    int dispatched(String tenant) {
        return (int) order.stream().filter(tenant::equals).count();
    }

    String tenantOf(String jobId) {
        return db.fetchSingle("select tenant_id from job where id = ?", jobId).get(0, String.class);
    }

    @Override
    public void close() {
        kafka.close();
        store.close();
    }
}
