package dev.sluice.exports;

import dev.sluice.exports.pipeline.Resumption;
import dev.sluice.exports.pipeline.Splitting;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.objects.ObjectStore;
import dev.sluice.sources.guard.PlainScan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where an attempt begins: behind the finished parts of earlier ones while somebody still holds their
/// snapshot, else at the first row.
final class Beginnings {
    static final String READ_AGAIN =
            "An earlier attempt had finished parts that could not be used any more, because the snapshot"
                    + " they were read by was gone; all rows were read again under a new one.";
    static final String SNAPSHOT_LOST =
            "The snapshot that rows were read by was lost on the way; all rows were read again under a"
                    + " new one.";

    static final String READ_FROM_PRIMARY =
            "The replica cancelled the reading again and again, because it conflicts with recovery; all"
                    + " rows were read again from the primary.";

    private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

    /// Fewer rows are read again faster than anybody can be asked to hold a snapshot.
    private static final long WORTH_HOLDING = 200_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// @param snapshot held by another process, null for one of the scan's own
    /// @param parts that are there already
    /// @param note for the manifest
    record Beginning(
            @Nullable ExportSnapshot snapshot, List<FinishedPart> parts, @Nullable String note) {
        /// Whether a later attempt can go on behind this one's parts.
        boolean resumable() {
            return snapshot != null;
        }
    }

    private final RunningJob job;
    private final ObjectStore objects;
    private final Publication publication;
    private boolean lost;

    Beginnings(RunningJob job, ObjectStore objects, Publication publication) {
        this.job = job;
        this.objects = objects;
        this.publication = publication;
    }

    Beginning find(ExportRequest request, SourceRows.Query query, Splitting splitting) {
        var repeatable = repeatable(request, query, splitting);
        var parts = job.parts();
        var held = repeatable ? job.heldSnapshot().orElse(null) : null;
        if (held != null && usable(parts)) {
            goOn(parts);
            return new Beginning(held, parts, null);
        }
        String note = null;
        if (!parts.isEmpty()) {
            publication.forget();
            note = READ_AGAIN;
        }
        return new Beginning(repeatable && worthHolding(query) ? hold() : null, List.of(), note);
    }

    /// After the snapshot was lost while it was read by. One that is lost again, as on a replica that ends
    /// whoever holds one, is not asked for once more: the next reading has its own.
    Beginning anew() {
        publication.forget();
        var held = lost ? null : hold();
        lost = true;
        return new Beginning(held, List.of(), SNAPSHOT_LOST);
    }

    /// Whoever holds snapshots for others may hold the replica's; this reading has its own.
    Beginning atPrimary() {
        publication.forget();
        return new Beginning(null, List.of(), READ_FROM_PRIMARY);
    }

    private static boolean repeatable(
            ExportRequest request, SourceRows.Query query, Splitting splitting) {
        return splitting.perReader()
                && request.options().partitionBy().isEmpty()
                && request.options().rowLimit() == null
                && query.sql().plainScan().filter(PlainScan::steady).isPresent();
    }

    private static boolean worthHolding(SourceRows.Query query) {
        var rows = query.estimatedRows();
        return rows == null || rows >= WORTH_HOLDING;
    }

    private @Nullable ExportSnapshot hold() {
        job.checkWanted();
        return job.holdSnapshot(PATIENCE).orElse(null);
    }

    /// Whether the parts fit together and lie in the store as they were recorded.
    private boolean usable(List<FinishedPart> parts) {
        return Resumption.possible(parts)
                && parts.stream()
                        .allMatch(part -> {
                            var size = objects.size(part.key());
                            return size != null && size == part.bytes();
                        });
    }

    private void goOn(List<FinishedPart> parts) {
        if (!parts.isEmpty()) {
            var rows = parts.stream().mapToLong(FinishedPart::rows).sum();
            LOG.info("{} goes on behind {} parts", job.job().id(), parts.size());
            job.thought(
                    "Going on behind "
                            + parts.size()
                            + " finished parts with "
                            + rows
                            + " rows of an earlier attempt.");
        }
    }
}
