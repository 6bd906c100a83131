package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;

import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/// The jobs that run or are on their way, and the slots they leave free.
final class Busy {
    /// Jobs of a tenant run on these; calls are short and count nowhere.
    static final Set<Lane> OF_TENANTS = Set.of(Lane.ANALYZE, Lane.EXPORT);

    private record Jobs(Lane lane, String tenant, String worker, boolean running, int count) {}

    private record Slots(String worker, Lane lane, int all, int free) {}

    private final List<Jobs> jobs;
    private final Map<Lane, Integer> free = new EnumMap<>(Lane.class);

    private Busy(List<Jobs> jobs, List<Slots> slots) {
        this.jobs = jobs;
        slots.forEach(slot -> free.merge(slot.lane(), reallyFree(slot), Integer::sum));
    }

    static Busy read(DSLContext db) {
        var jobs =
                db.select(JOB.LANE, JOB.TENANT_ID, JOB.WORKER, JOB.STATE, count())
                        .from(JOB)
                        .where(Queue.BUSY, JOB.LANE.ne(inline("BULK")))
                        .groupBy(JOB.LANE, JOB.TENANT_ID, JOB.WORKER, JOB.STATE)
                        .fetch(row ->
                                new Jobs(
                                        Lane.valueOf(row.value1()),
                                        row.value2(),
                                        row.value3() == null ? "" : row.value3(),
                                        row.value4().equals(JobState.RUNNING.name()),
                                        row.value5()));
        var slots =
                db.select(WORKER_SLOT.WORKER, WORKER_SLOT.LANE, WORKER_SLOT.SLOTS, WORKER_SLOT.FREE)
                        .from(WORKER_SLOT)
                        .where(WorkerSilence.alive())
                        .fetch(row ->
                                new Slots(
                                        row.value1(),
                                        Lane.valueOf(row.value2()),
                                        row.value3(),
                                        row.value4()));
        return new Busy(jobs, slots);
    }

    /// A worker's report is older than its last claim for a moment.
    private int reallyFree(Slots slots) {
        var running =
                jobs.stream()
                        .filter(j -> j.running() && j.lane() == slots.lane())
                        .filter(j -> j.worker().equals(slots.worker()))
                        .mapToInt(Jobs::count)
                        .sum();
        return Math.clamp(slots.all() - running, 0, slots.free());
    }

    /// How many more jobs a lane may be given: one more than there are free slots, so that a worker need
    /// not wait for the next turn.
    int room(Lane lane) {
        var onTheWay =
                jobs.stream()
                        .filter(j -> j.lane() == lane && !j.running())
                        .mapToInt(Jobs::count)
                        .sum();
        return free.getOrDefault(lane, 0) + 1 - onTheWay;
    }

    int on(Lane lane) {
        return jobs.stream().filter(j -> j.lane() == lane).mapToInt(Jobs::count).sum();
    }

    int of(String tenant, Lane lane) {
        return jobs.stream()
                .filter(j -> j.lane() == lane && j.tenant().equals(tenant))
                .mapToInt(Jobs::count)
                .sum();
    }

    /// What counts against the tenant's `max_running`.
    int of(String tenant) {
        return OF_TENANTS.stream().mapToInt(lane -> of(tenant, lane)).sum();
    }
}
