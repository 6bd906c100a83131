package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;

import dev.sluice.jobstore.dispatch.WorkerSilence;
import dev.sluice.jobstore.schema.tables.records.WorkerSlotRecord;
import dev.sluice.model.job.Lane;
import java.util.EnumMap;
import java.util.List;
import org.jooq.DSLContext;

/// Workers by the reports of their slots.
public final class StoredWorkers implements Workers {
    private final DSLContext db;

    public StoredWorkers(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Worker> live() {
        return db
                .selectFrom(WORKER_SLOT)
                .where(WorkerSilence.alive())
                .orderBy(WORKER_SLOT.WORKER)
                .fetchGroups(WORKER_SLOT.WORKER)
                .values()
                .stream()
                .map(StoredWorkers::worker)
                .toList();
    }

    private static Worker worker(List<WorkerSlotRecord> reports) {
        var slots = new EnumMap<Lane, Integer>(Lane.class);
        var free = new EnumMap<Lane, Integer>(Lane.class);
        for (var report : reports) {
            slots.put(Lane.valueOf(report.getLane()), report.getSlots());
            free.put(Lane.valueOf(report.getLane()), report.getFree());
        }
        var newest = reports.getFirst();
        return new Worker(newest.getWorker(), newest.getSeenAt(), slots, free);
    }
}
