package dev.sluice.benchmarks.chaos.checker;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What stands in the job database, and who works at the source.
///
/// @param jobs without calls
/// @param deletions that left an audit line
/// @param snapshots ids of jobs for which one is held, or wanted
/// @param backends of the source that do something or keep a transaction open
public record Tables(
        List<JobRow> jobs,
        List<AttemptRow> attempts,
        List<EventRow> events,
        Map<String, JsonNode> results,
        Map<String, ManifestRow> manifests,
        List<BulkRow> bulks,
        List<DeletionRow> deletions,
        List<String> snapshots,
        List<String> backends) {
    private static final Set<String> TERMINAL =
            Set.of("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED");

    /// @param error its code
    public record JobRow(
            String id,
            String tenant,
            String type,
            String state,
            int attempt,
            int failures,
            boolean cancelRequested,
            List<String> tags,
            @Nullable String retryOf,
            long lastSequence,
            Instant createdAt,
            @Nullable Instant finishedAt,
            boolean purged,
            boolean deleted,
            @Nullable String error,
            @Nullable String sql) {
        boolean terminal() {
            return TERMINAL.contains(state);
        }

        boolean succeeded() {
            return state.equals("SUCCEEDED");
        }
    }

    public record AttemptRow(
            String job,
            int number,
            String worker,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String outcome) {}

    /// @param state of events that tell one
    /// @param position null where the sequencer has not been yet
    public record EventRow(
            String job,
            long sequence,
            String tenant,
            String type,
            @Nullable String state,
            @Nullable Long position) {}

    public record ManifestRow(String job, int attempt, JsonNode body) {}

    /// What a bulk action was asked for, and how far it came.
    ///
    /// @param job its own
    /// @param action in lower case
    /// @param tenant of the filter, empty where it has none
    /// @param tag of the filter, empty where it has none
    public record BulkRow(
            String job,
            String action,
            String tenant,
            String tag,
            Instant createdBefore,
            long done,
            long total,
            long failed) {}

    /// @param by the bulk action's job; empty where it was not one
    public record DeletionRow(String tenant, String job, String by) {}

    /// @param state as the API names it
    static boolean ends(String state) {
        return TERMINAL.contains(state.toUpperCase(Locale.ROOT));
    }

    Map<String, JobRow> byId() {
        return jobs.stream().collect(Collectors.toMap(JobRow::id, Function.identity()));
    }
}
