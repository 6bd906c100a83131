package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves events from the log to one client, page by page, on the stream's virtual thread. It outlives
/// an absent database: the client keeps its connection and gets what it missed.
final class StreamPump {
    private static final Logger LOG = LoggerFactory.getLogger(StreamPump.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final JobWatch jobWatch;
    private final Turns turns;

    StreamPump(JobWatch jobWatch, Turns turns) {
        this.jobWatch = jobWatch;
        this.turns = turns;
    }

    /// What a stream reads from, and where it stands.
    interface Source {
        /// The page behind where it stands.
        ///
        /// @param askedAt since when there may be something new
        EventReader.Page next(long askedAt) throws InterruptedException;

        /// Writes the event and stands behind it.
        ///
        /// @return whether the stream goes on after it
        boolean write(StoredEvent event, SseWriter out) throws IOException, InterruptedException;

        /// Asked when nothing has come for a while.
        boolean goesOn();
    }

    /// Returns at the stream's end, or when the client or the process goes.
    ///
    /// @param news given whenever there may be more
    void run(Source source, SseWriter out, News news) throws IOException, InterruptedException {
        var askedAt = System.nanoTime();
        var lastWritten = askedAt;
        while (jobWatch.open() && !news.clientIsGone()) {
            var page = read(source, askedAt);
            if (!page.events().isEmpty()) {
                var more = page.more();
                var events = new ArrayDeque<>(page.events());
                page = EventReader.Page.EMPTY;
                if (!write(events, source, out)) {
                    return;
                }
                lastWritten = System.nanoTime();
                if (more) {
                    turns.pass();
                    continue;
                }
            }
            var silentFor = Duration.ofNanos(System.nanoTime() - lastWritten);
            turns.apart(() -> news.await(HEARTBEAT.minus(silentFor)));
            askedAt = System.nanoTime();
            if (askedAt - lastWritten >= HEARTBEAT.toNanos()) {
                if (!source.goesOn()) {
                    return;
                }
                out.comment();
                lastWritten = askedAt;
            }
        }
    }

    /// While the database is away there is nothing, and nobody asks; the watch wakes all when it is back.
    private EventReader.Page read(Source source, long askedAt) throws InterruptedException {
        if (jobWatch.databaseIsAway()) {
            return EventReader.Page.EMPTY;
        }
        try {
            return source.next(askedAt);
        } catch (RuntimeException e) {
            LOG.debug("A stream could not read its events", e);
            jobWatch.missed();
            return EventReader.Page.EMPTY;
        }
    }

    /// An event that is written is let go, so that a client who stops reading keeps no more than it must.
    private static boolean write(Queue<StoredEvent> events, Source source, SseWriter out)
            throws IOException, InterruptedException {
        var goesOn = true;
        while (goesOn && !events.isEmpty()) {
            goesOn = source.write(events.remove(), out);
        }
        out.flush();
        return goesOn;
    }
}
