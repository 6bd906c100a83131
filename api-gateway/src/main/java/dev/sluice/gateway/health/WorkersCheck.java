package dev.sluice.gateway.health;

import dev.sluice.jobstore.worker.Workers;
import dev.sluice.model.job.Lane;
import java.util.List;

/// Whether somebody works on both kinds of jobs.
final class WorkersCheck {
    private final Workers workers;

    WorkersCheck(Workers workers) {
        this.workers = workers;
    }

    Component check() {
        var live = workers.live();
        var agents = count(live, Lane.ANALYZE);
        var exporters = count(live, Lane.EXPORT);
        if (agents > 0 && exporters > 0) {
            return Component.HEALTHY;
        }
        var missing =
                agents > 0 ? "export worker" : exporters > 0 ? "agent worker" : "worker at all";
        return Component.degraded("no " + missing + " is there; its jobs wait");
    }

    private static long count(List<Workers.Worker> live, Lane lane) {
        return live.stream().filter(w -> w.slots().getOrDefault(lane, 0) > 0).count();
    }
}
