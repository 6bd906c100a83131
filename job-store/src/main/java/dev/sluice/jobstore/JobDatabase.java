package dev.sluice.jobstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/// Connections to the job database, and its schema.
final class JobDatabase {
    private static final String MIGRATIONS = "classpath:dev/sluice/jobstore/migration";

    private JobDatabase() {}

    static HikariDataSource connect(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("jobs");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(4));
        config.setValidationTimeout(TimeUnit.SECONDS.toMillis(2));
        config.setKeepaliveTime(TimeUnit.SECONDS.toMillis(30));
        config.setInitializationFailTimeout(TimeUnit.SECONDS.toMillis(20));
        // pgjdbc waits for ever by default; a transaction left open by a stopped process would keep
        // its
        // locks for ever too
        config.addDataSourceProperty("connectTimeout", "4");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("ApplicationName", "sluice");
        config.addDataSourceProperty(
                "options",
                "-c idle_in_transaction_session_timeout=5s -c lock_timeout=5s -c statement_timeout=25s");
        return new HikariDataSource(config);
    }

    static void migrate(DataSource database) {
        Flyway.configure().dataSource(database).locations(MIGRATIONS).load().migrate();
    }

    static DSLContext dsl(DataSource database) {
        var configuration = new DefaultConfiguration();
        configuration.set(SQLDialect.POSTGRES);
        configuration.set(
                new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(database)));
        configuration.settings().setExecuteLogging(false);
        configuration.setExecuteListener(ExecuteListener.onException(JobDatabase::sayThatItIsAway));
        return DSL.using(configuration);
    }

    private static void sayThatItIsAway(ExecuteContext statement) {
        var failure = statement.exception();
        if (failure != null) {
            statement.exception(JobDatabaseAway.orElse(failure));
        }
    }
}
