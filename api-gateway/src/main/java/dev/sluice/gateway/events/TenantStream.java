package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.StoredEvent;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The events of all jobs of a tenant, from now or from where the client stands; it does not end.
final class TenantStream {
    private final EventLog events;
    private final EventReader reader;
    private final StreamPump pump;
    private final Clock clock;

    TenantStream(EventLog events, EventReader reader, StreamPump pump, Clock clock) {
        this.events = events;
        this.reader = reader;
        this.pump = pump;
        this.clock = clock;
    }

    /// Where a stream begins. Asked before the client sees that it is connected: what it submits after that
    /// is in the stream.
    ///
    /// @param tenant null for every tenant
    Start start(@Nullable String tenant, OptionalLong lastSeen) {
        var latest = events.latestPosition();
        if (lastSeen.isEmpty()) {
            return new Start(tenant, latest, Opening.TELL_POSITION);
        }
        var position = lastSeen.getAsLong();
        return position > latest || position < events.oldestPosition() - 1
                ? new Start(tenant, latest, Opening.RESYNC)
                : new Start(tenant, position, Opening.RESUME);
    }

    void run(Start start, SseWriter out, News news) throws IOException, InterruptedException {
        switch (start.opening()) {
            case TELL_POSITION -> out.position(start.position());
            case RESYNC -> resync(start.position(), out);
            case RESUME -> {}
        }
        pump.run(new Position(start.tenant(), start.position()), out, news);
    }

    private enum Opening {
        TELL_POSITION,
        RESYNC,
        RESUME
    }

    record Start(@Nullable String tenant, long position, Opening opening) {}

    private void resync(long position, SseWriter out) throws IOException, InterruptedException {
        var data = new LinkedHashMap<String, Object>();
        data.put("job_id", null);
        data.put("sequence", null);
        data.put("at", clock.instant());
        data.put("job", null);
        out.event(position, "resync", data);
        out.flush();
    }

    private final class Position implements StreamPump.Source {
        private final @Nullable String tenant;
        private long position;

        Position(@Nullable String tenant, long position) {
            this.tenant = tenant;
            this.position = position;
        }

        @Override
        public EventReader.Page next(long askedAt) throws InterruptedException {
            return reader.ofTenant(tenant, position, askedAt);
        }

        @Override
        public boolean write(StoredEvent event, SseWriter out)
                throws IOException, InterruptedException {
            reader.copy(event, event.position(), out);
            position = event.position();
            return true;
        }

        @Override
        public boolean goesOn() {
            return true;
        }
    }
}
