package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.StoredEvent;
import dev.sluice.jobstore.lifecycle.Jobs;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.OptionalLong;

/// The events of one job, from where the client stands to `done`.
final class JobStream {
    private static final String DONE = "done";

    private final EventLog events;
    private final EventReader reader;
    private final Jobs jobs;
    private final JobWatch watch;
    private final StreamPump pump;
    private final Clock clock;

    JobStream(
            EventLog events,
            EventReader reader,
            Jobs jobs,
            JobWatch watch,
            StreamPump pump,
            Clock clock) {
        this.events = events;
        this.reader = reader;
        this.jobs = jobs;
        this.watch = watch;
        this.pump = pump;
        this.clock = clock;
    }

    /// Whether the client has seen everything there will ever be.
    boolean isOver(Start start) {
        return start.terminal
                && start.lastSeen.isPresent()
                && start.lastSeen.getAsLong() >= latest(start.jobId);
    }

    void run(Start start, SseWriter out, News news) throws IOException, InterruptedException {
        var range = events.kept(start.jobId);
        var first = range.map(EventLog.Range::first).orElse(1L);
        var last = range.map(EventLog.Range::last).orElse(0L);
        var position = start.lastSeen.orElse(first - 1);
        var gone = position < first - 1 || position > last;
        if (gone || (range.isEmpty() && start.terminal)) {
            position = last;
            if (!resync(start.jobId, position, out)) {
                return;
            }
        }
        pump.run(new Position(start.jobId, position), out, news);
    }

    /// @return whether anything follows
    private boolean resync(String jobId, long latest, SseWriter out)
            throws IOException, InterruptedException {
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

    /// What a stream needs of its job. The job itself, which may hold a megabyte of question, is not kept
    /// for as long as the stream lasts.
    ///
    /// @param terminal whether the job had ended when it was asked for
    record Start(String jobId, boolean terminal, OptionalLong lastSeen) {}

    private final class Position implements StreamPump.Source {
        private final String jobId;
        private long sequence;

        Position(String jobId, long sequence) {
            this.jobId = jobId;
            this.sequence = sequence;
        }

        @Override
        public EventReader.Page next(long askedAt) throws InterruptedException {
            return reader.ofJob(jobId, sequence, askedAt);
        }

        @Override
        public boolean write(StoredEvent event, SseWriter out)
                throws IOException, InterruptedException {
            if (event.sequence() <= sequence) {
                return true;
            }
            if (event.sequence() > sequence + 1) {
                // removed while the client was slow
                sequence = latest(jobId);
                return resync(jobId, sequence, out);
            }
            reader.copy(event, event.sequence(), out);
            sequence = event.sequence();
            return !event.type().equals(DONE);
        }

        @Override
        public boolean goesOn() {
            // removed meanwhile: no done will come
            return !watch.gone(jobId);
        }
    }
}
