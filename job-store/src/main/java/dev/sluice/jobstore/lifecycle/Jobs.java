package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Job;
import dev.sluice.model.request.ExportRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What clients ask of, and do to, jobs. `tenant` is in every query: a job of another tenant is not
/// found; null means any tenant (operators only).
///
/// Methods that change a job throw [dev.sluice.model.problem.ProblemException] with `not_found`,
/// `job_finished`, `job_not_finished`, `job_not_succeeded`, `wrong_state`, `wrong_job_type`,
/// `validation_failed`, `result_expired` or `files_expired`.
public interface Jobs {
    Optional<Job> find(@Nullable String tenant, String id);

    /// Changes whenever anything in the job's view changes; for `ETag`.
    Optional<Versioned> findVersioned(@Nullable String tenant, String id);

    /// Newest first.
    ///
    /// @param cursor from the page before, or null; `validation_failed` when it is not one of ours
    Page<Job> list(JobFilter filter, int limit, @Nullable String cursor);

    /// How many jobs of the filter were created before a moment.
    long count(JobFilter filter, Instant createdBefore);

    /// The same jobs, a piece at a time.
    ///
    /// @param afterId the last id of the piece before; null for the first
    /// @return at most `limit` ids in their order; empty behind the last
    List<String> matching(
            JobFilter filter, Instant createdBefore, @Nullable String afterId, int limit);

    /// From here the job ends `cancelled` or `failed`, never `succeeded`; a queued one is `cancelled`
    /// in the answer itself.
    Job cancel(@Nullable String tenant, String id);

    /// Sends a job in `awaiting_review` back to the queue, to run SQL that a person approved. The caller has
    /// guarded an edited one.
    ///
    /// @param sql what to run instead of what was proposed; null for the proposal itself
    Job approve(@Nullable String tenant, String id, @Nullable String sql);

    /// Cancels a job in `awaiting_review`.
    ///
    /// @param reason told to whoever watches; null where none was given
    Job reject(@Nullable String tenant, String id, @Nullable String reason);

    /// Sends a job in `needs_input` back to the queue with what a person said: exactly one of the two.
    ///
    /// @param choice id of an option; `validation_failed` with the ids as suggestions when there is none
    /// @param text 1 to 4,000 characters
    Job answer(@Nullable String tenant, String id, @Nullable String choice, @Nullable String text);

    /// A new job with the same request, from a failed or cancelled one; joins the caller's transaction.
    Job retry(@Nullable String tenant, String id);

    /// Jobs that failed with their failures used up and that nobody has retried since, newest first.
    Page<Job> deadLetters(@Nullable String tenant, int limit, @Nullable String cursor);

    /// Takes a job out of the dead letters and submits it anew, as [#retry] does; joins the caller's
    /// transaction. `wrong_state` when it is no dead letter.
    Job redrive(@Nullable String tenant, String id);

    /// The stored JSON of an analysis result.
    String result(@Nullable String tenant, String id);

    /// The manifest of a finished export.
    Manifest manifest(@Nullable String tenant, String id);

    /// The files that an unfinished export has finished so far, over all its attempts, by number. Where an
    /// attempt begins anew they go away again.
    ///
    /// @return empty when there is no such job, or it is no export under way that asked for early parts;
    ///     [#manifest] then says what it is
    Optional<List<FinishedPart>> earlyParts(@Nullable String tenant, String id);

    /// How an export is to be written; empty when there is no such export.
    Optional<ExportRequest> exportRequest(@Nullable String tenant, String id);

    List<Attempt> attempts(@Nullable String tenant, String id);

    /// Removes result, files and question of a terminal job; the audit line stays.
    void delete(@Nullable String tenant, String id);

    /// @param notBefore when the queue may hand it out; null for at once
    record Versioned(Job job, String version, @Nullable Instant notBefore) {}
}
