package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves events from the log to one client, page by page, on the request's virtual thread. It outlives
/// an absent database: the client keeps its connection and gets what it missed.
final class StreamPump {
    private static final Logger LOG = LoggerFactory.getLogger(StreamPump.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    /// Streams that read at the same moment: the others wait, so that a thousand watchers do not take
    /// every connection from submissions.
    private final Semaphore readers = new Semaphore(4);

    private final JobWatch jobWatch;

    StreamPump(JobWatch jobWatch) {
        this.jobWatch = jobWatch;
    }

    /// What a stream reads from, and where it stands.
    interface Source {
        List<StoredEvent> next(int limit);

        /// @return whether the stream goes on after this event
        boolean write(StoredEvent event, SseWriter out) throws IOException;

        /// Asked when nothing has come for a while.
        boolean goesOn();
    }

    void run(Source source, SseWriter out, JobWatch.Watch watch)
            throws IOException, InterruptedException {
        var lastWritten = System.nanoTime();
        while (jobWatch.open()) {
            try {
                var page = reading(() -> source.next(PAGE));
                for (var event : page) {
                    if (!source.write(event, out)) {
                        out.flush();
                        return;
                    }
                }
                if (!page.isEmpty()) {
                    out.flush();
                    lastWritten = System.nanoTime();
                }
                if (page.size() == PAGE) {
                    continue;
                }
                var left = HEARTBEAT.minusNanos(System.nanoTime() - lastWritten);
                watch.await(left);
                if (System.nanoTime() - lastWritten >= HEARTBEAT.toNanos()) {
                    out.comment();
                    lastWritten = System.nanoTime();
                    if (!reading(source::goesOn)) {
                        return;
                    }
                }
            } catch (RuntimeException e) {
                LOG.debug("A stream could not read its events and tries again", e);
                out.comment();
                lastWritten = System.nanoTime();
                Thread.sleep(OUTAGE_PAUSE);
            }
        }
    }

    private <T> T reading(Supplier<T> read) throws InterruptedException {
        readers.acquire();
        try {
            return read.get();
        } finally {
            readers.release();
        }
    }
}
