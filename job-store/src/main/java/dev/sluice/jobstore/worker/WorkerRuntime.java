package dev.sluice.jobstore.worker;

import dev.sluice.model.job.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.context.SmartLifecycle;

/// Runs one handler's jobs in this process: a reader and a number of slots per lane, one heartbeat for
/// all. Stopping gives every running job back to the queue at once, with no failure counted.
public final class WorkerRuntime implements SmartLifecycle {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final WorkerTools tools;
    private final JobHandler handler;
    private final Map<Lane, Integer> slots;
    private final ActiveJobs active;
    private final SlotReports reports;
    private final Heartbeat heartbeat;
    private final List<LaneReader> readers = new ArrayList<>();
    private volatile boolean running;

    WorkerRuntime(WorkerTools tools, JobHandler handler, Map<Lane, Integer> slots) {
        if (!slots.keySet().equals(handler.lanes())) {
            throw new IllegalArgumentException(
                    "slots are given for "
                            + slots.keySet()
                            + ", the handler reads "
                            + handler.lanes());
        }
        this.tools = tools;
        this.handler = handler;
        this.slots = Map.copyOf(slots);
        this.active = new ActiveJobs();
        var free = new EnumMap<Lane, Semaphore>(Lane.class);
        slots.forEach((lane, count) -> free.put(lane, new Semaphore(count)));
        this.reports = new SlotReports(tools, this.slots, free);
        this.heartbeat = new Heartbeat(tools, active);
        free.forEach((lane, permits) ->
                readers.add(
                        new LaneReader(
                                tools,
                                lane,
                                permits,
                                reports,
                                new JobRunner(tools, this.handler, active))));
    }

    @Override
    public synchronized void start() {
        running = true;
        reports.start();
        heartbeat.start();
        readers.forEach(LaneReader::start);
    }

    @Override
    public synchronized void stop() {
        running = false;
        readers.forEach(LaneReader::stop);
        reports.stop();
        active.all().forEach(ActiveJob::giveBack);
        active.awaitEmpty(PATIENCE);
        heartbeat.stop();
        tools.forget();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the gateway's listeners, so that a worker is there when requests come.
    @Override
    public int getPhase() {
        return 0;
    }
}
