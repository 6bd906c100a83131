package dev.sluice.jobstore.submission;

import dev.sluice.model.job.Job;
import dev.sluice.model.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// One savepoint before all jobs: the usual batch has nothing to refuse. Where something fails, each job
/// gets a savepoint of its own, so that it takes no other with it.
public final class StoredBatchSubmissions implements BatchSubmissions {
    private final StoredSubmissions submissions;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    public StoredBatchSubmissions(StoredSubmissions submissions, TransactionTemplate transaction) {
        this.submissions = submissions;
        this.transaction = transaction;
        this.savepoint =
                new TransactionTemplate(
                        Objects.requireNonNull(transaction.getTransactionManager()), transaction);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public List<Outcome> submit(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        var outcomes =
                transaction.execute(status -> together(jobs).orElseGet(() -> oneByOne(jobs)));
        return Objects.requireNonNull(outcomes);
    }

    private Optional<List<Outcome>> together(List<NewJob> jobs) {
        try {
            return Optional.ofNullable(savepoint.execute(status -> all(jobs)));
        } catch (ProblemException | DataAccessException e) {
            return Optional.empty();
        }
    }

    private List<Outcome> all(List<NewJob> jobs) {
        return submissions.together(jobs).stream().<Outcome>map(Accepted::new).toList();
    }

    private List<Outcome> oneByOne(List<NewJob> jobs) {
        return jobs.stream().map(this::alone).toList();
    }

    /// Without a database the next savepoint cannot be set, or the end not be committed: that ends the
    /// whole call.
    private Outcome alone(NewJob job) {
        try {
            Job accepted = savepoint.execute(status -> submissions.submit(job));
            return new Accepted(Objects.requireNonNull(accepted));
        } catch (ProblemException | DataAccessException e) {
            return new Refused(e);
        }
    }
}
