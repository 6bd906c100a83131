package dev.sluice.jobstore.bulk;

import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.request.BulkActionRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which jobs of a filter an action is meant for: those in a state where it makes sense, and never a bulk
/// action.
final class Meant {
    private static final Set<JobType> TYPES = EnumSet.of(JobType.ANALYSIS, JobType.EXPORT);

    private Meant() {}

    /// @return empty when there can be none
    static Optional<JobFilter> by(BulkActionRequest.Action action, JobFilter filter) {
        var types = among(filter.types(), TYPES);
        var states = among(filter.states(), states(action));
        return types.isEmpty() || states.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new JobFilter(
                                filter.tenant(),
                                types,
                                states,
                                filter.tag(),
                                filter.createdAfter(),
                                filter.createdBefore(),
                                filter.text()));
    }

    /// @param asked empty for all
    private static <E extends Enum<E>> List<E> among(List<E> asked, Set<E> sensible) {
        return sensible.stream().filter(e -> asked.isEmpty() || asked.contains(e)).toList();
    }

    private static Set<JobState> states(BulkActionRequest.Action action) {
        return switch (action) {
            case CANCEL ->
                    EnumSet.of(
                            JobState.QUEUED,
                            JobState.RUNNING,
                            JobState.AWAITING_REVIEW,
                            JobState.NEEDS_INPUT);
            case RETRY -> EnumSet.of(JobState.FAILED, JobState.CANCELLED);
            case DELETE ->
                    EnumSet.of(
                            JobState.SUCCEEDED,
                            JobState.FAILED,
                            JobState.CANCELLED,
                            JobState.EXPIRED);
        };
    }
}
