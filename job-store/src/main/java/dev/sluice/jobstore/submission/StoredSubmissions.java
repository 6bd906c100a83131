package dev.sluice.jobstore.submission;

import dev.sluice.jobstore.JobDatabaseAway;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.gather.Gathering;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.Job;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Accepts a job: its row and its first event in one transaction. Jobs that come at once share it, and with
/// it the wait for the disk.
public final class StoredSubmissions implements Submissions {
    /// While one waits for the disk, the other writes.
    private static final int TURNS = 2;

    private static final TransactionSynchronization AROUND_COMMIT =
            new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    PausePoint.ACCEPT_BEFORE_COMMIT.reached();
                }

                @Override
                public void afterCommit() {
                    PausePoint.ACCEPT_AFTER_COMMIT.reached();
                }
            };

    private final TransactionTemplate transaction;
    private final NewRows rows;
    private final Gathering<NewJob, Optional<Job>> gathering;

    public StoredSubmissions(DSLContext db, TransactionTemplate transaction, EventWriter events) {
        this.transaction = transaction;
        this.rows = new NewRows(db, events);
        this.gathering = new Gathering<>(TURNS, this::share);
    }

    @Override
    public Job submit(NewJob job) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? together(List.of(job)).getFirst()
                : gathering.ask(job).orElseGet(() -> together(List.of(job)).getFirst());
    }

    /// Accepts all of these or none; joins the caller's transaction.
    List<Job> together(List<NewJob> jobs) {
        return Objects.requireNonNull(transaction.execute(status -> insert(jobs)));
    }

    private List<Job> insert(List<NewJob> jobs) {
        // the commit is the caller's where it has begun the transaction
        TransactionSynchronizationManager.registerSynchronization(AROUND_COMMIT);
        return rows.insert(jobs);
    }

    /// @return empty for each where one of them was refused: each is then submitted alone. A commit whose
    ///     outcome is not known is a failure of all, since they may have been accepted.
    private List<Optional<Job>> share(List<NewJob> jobs) {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jobs.size() == 1 ? accepted(insert(jobs)) : insertOrLeave(jobs, status)));
    }

    private List<Optional<Job>> insertOrLeave(List<NewJob> jobs, TransactionStatus status) {
        try {
            return accepted(insert(jobs));
        } catch (JobDatabaseAway e) {
            throw e;
        } catch (DataAccessException e) {
            status.setRollbackOnly();
            return Collections.nCopies(jobs.size(), Optional.empty());
        }
    }

    private static List<Optional<Job>> accepted(List<Job> jobs) {
        return jobs.stream().map(Optional::of).toList();
    }
}
