package dev.sluice.jobstore;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/// Transactions of the job database. One that cannot begin or end throws [JobDatabaseAway].
final class JobTransaction extends TransactionTemplate {

    JobTransaction(DataSource database) {
        super(new DataSourceTransactionManager(database));
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        try {
            return super.execute(action);
        } catch (TransactionException e) {
            throw JobDatabaseAway.orElse(e);
        }
    }
}
