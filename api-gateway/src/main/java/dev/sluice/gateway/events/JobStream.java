package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.StoredEvent;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.job.Job;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;

/// The events of one job, from where the client stands to `done`.
final class JobStream {
    private static final String DONE = "done";

    private final EventLog events;
    private final Jobs jobs;
    private final StreamPump pump;
    private final Clock clock;

    JobStream(EventLog events, Jobs jobs, StreamPump pump, Clock clock) {
        this.events = events;
        this.jobs = jobs;
        this.pump = pump;
        this.clock = clock;
    }

    /// Whether the client has seen everything there will ever be.
    boolean isOver(Job job, OptionalLong lastSeen) {
        return job.state().terminal()
                && lastSeen.isPresent()
                && lastSeen.getAsLong() >= latest(job.id());
    }

    void run(Job job, OptionalLong lastSeen, SseWriter out, JobWatch.Watch watch)
            throws IOException, InterruptedException {
        var range = events.kept(job.id());
        var first = range.map(EventLog.Range::first).orElse(1L);
        var last = range.map(EventLog.Range::last).orElse(0L);
        var position = lastSeen.orElse(first - 1);
        var gone = position < first - 1 || position > last;
        if (gone || (range.isEmpty() && job.state().terminal())) {
            position = last;
            if (!resync(job.id(), position, out)) {
                return;
            }
        }
        pump.run(new Position(job, position), out, watch);
    }

    /// @return whether anything follows
    private boolean resync(String jobId, long latest, SseWriter out) throws IOException {
        var job = jobs.find(null, jobId).orElse(null);
        var data = new LinkedHashMap<String, Object>();
        data.put("job_id", jobId);
        data.put("sequence", latest);
        data.put("at", clock.instant());
        data.put("job", job);
        out.event(latest, "resync", data);
        out.flush();
        return job != null && !(job.state().terminal() && latest >= latest(jobId));
    }

    private long latest(String jobId) {
        return events.kept(jobId).map(EventLog.Range::last).orElse(0L);
    }

    private final class Position implements StreamPump.Source {
        private final Job job;
        private long sequence;

        Position(Job job, long sequence) {
            this.job = job;
            this.sequence = sequence;
        }

        @Override
        public List<StoredEvent> next(int limit) {
            return events.after(job.id(), sequence, limit);
        }

        @Override
        public boolean write(StoredEvent event, SseWriter out) throws IOException {
            out.event(event.sequence(), event.type(), event.data());
            sequence = event.sequence();
            return !event.type().equals(DONE);
        }

        @Override
        public boolean goesOn() {
            // deleted meanwhile: no done will come
            return jobs.find(null, job.id()).isPresent();
        }
    }
}
