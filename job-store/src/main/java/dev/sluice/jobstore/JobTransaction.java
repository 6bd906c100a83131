package dev.sluice.jobstore;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/// Transactions of the job database. One that cannot begin or end throws [JobDatabaseAway].
final class JobTransaction extends TransactionTemplate {
    private final PlatformTransactionManager manager;

    JobTransaction(DataSource database) {
        this(new DataSourceTransactionManager(database));
    }

    private JobTransaction(PlatformTransactionManager manager) {
        super(manager);
        this.manager = manager;
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        try {
            var status = manager.getTransaction(this);
            var result = inside(status, action);
            manager.commit(status);
            return result;
        } catch (TransactionException e) {
            throw JobDatabaseAway.orElse(e);
        }
    }

    /// Where the session is gone no rollback reaches it, and none is needed: what broke it is the failure to
    /// tell of, which the framework would replace by that of the rollback and log as an error.
    private <T extends @Nullable Object> T inside(
            TransactionStatus status, TransactionCallback<T> action) {
        try {
            return action.doInTransaction(status);
        } catch (RuntimeException | Error e) {
            try {
                manager.rollback(status);
            } catch (RuntimeException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }
}
