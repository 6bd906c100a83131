package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.StoredEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What streams read from the event log: pages, bounded in bytes, and long events piece by piece.
final class EventReader {
    private static final int MOST = 100;

    private final EventLog events;
    private final SharedReads<Place, List<StoredEvent>> pages;
    private final SharedReads<Piece, Optional<String>> pieces;

    EventReader(EventLog events) {
        this.events = events;
        pages = new SharedReads<>(page -> !page.isEmpty());
        pieces = new SharedReads<>(Optional::isPresent);
    }

    /// @param askedAt see [SharedReads#read]
    Page ofJob(String jobId, long sequence, long askedAt) throws InterruptedException {
        return page(
                new Place(jobId, null, sequence),
                askedAt,
                () -> events.after(jobId, sequence, MOST));
    }

    /// @param askedAt see [SharedReads#read]
    Page ofTenant(@Nullable String tenant, long position, long askedAt)
            throws InterruptedException {
        return page(
                new Place(null, tenant, position),
                askedAt,
                () -> events.tenantAfter(tenant, position, MOST));
    }

    private Page page(Place place, long askedAt, Supplier<List<StoredEvent>> load)
            throws InterruptedException {
        var read = pages.read(place, askedAt, load);
        return new Page(read.value(), !read.beganAfter(askedAt) || mayBeCut(read.value()));
    }

    private static boolean mayBeCut(List<StoredEvent> page) {
        var bytes = page.stream().mapToInt(e -> Math.min(e.bytes(), EventLog.PIECE)).sum();
        return page.size() == MOST || bytes > EventLog.PAGE_BYTES - EventLog.PIECE;
    }

    /// Writes an event without ever holding more of it than a piece.
    ///
    /// @throws IOException also when the rest of it cannot be read: half an event cannot be taken back,
    ///     but a client drops it when the connection ends, and asks for it again
    void copy(StoredEvent event, long id, SseWriter out) throws IOException, InterruptedException {
        out.begin(id, event.type());
        out.text(event.data());
        if (!event.whole()) {
            var from = event.data().codePointCount(0, event.data().length());
            for (var more = true; more; ) {
                var piece = piece(event, from);
                out.text(piece);
                var length = piece.codePointCount(0, piece.length());
                from += length;
                more = length == EventLog.PIECE;
            }
        }
        out.end();
    }

    private String piece(StoredEvent event, int from) throws IOException, InterruptedException {
        try {
            return pieces.read(
                            new Piece(event.jobId(), event.sequence(), from),
                            System.nanoTime(),
                            () -> events.piece(event.jobId(), event.sequence(), from))
                    .value()
                    .orElseThrow(
                            () -> new IOException("an event was removed while it was written"));
        } catch (RuntimeException e) {
            throw new IOException("the rest of an event could not be read", e);
        }
    }

    /// @param more whether there may be more behind it already
    record Page(List<StoredEvent> events, boolean more) {
        static final Page EMPTY = new Page(List.of(), false);
    }

    private record Place(@Nullable String jobId, @Nullable String tenant, long after) {}

    private record Piece(String jobId, long sequence, int from) {}
}
