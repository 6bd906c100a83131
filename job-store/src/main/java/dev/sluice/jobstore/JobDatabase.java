package dev.sluice.jobstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
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
import org.springframework.jdbc.datasource.DriverManagerDataSource;
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

    static void migrate(DatabaseSettings settings) {
        Flyway.configure()
                .dataSource(forMigrations(settings))
                .locations(MIGRATIONS)
                .load()
                .migrate();
    }

    /// Connections that end no statement and no transaction of theirs: a migration takes as long as its
    /// tables are large, and Flyway holds its lock in a transaction that is idle meanwhile. One that waits
    /// for a table lets nobody pass, though, so it waits no longer than a statement of the pool may last.
    static DataSource forMigrations(DatabaseSettings settings) {
        var source =
                new DriverManagerDataSource(
                        settings.jdbcUrl(), settings.username(), settings.password());
        var properties = new Properties();
        properties.setProperty("connectTimeout", "20");
        properties.setProperty("socketTimeout", "0");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("ApplicationName", "sluice-migration");
        properties.setProperty(
                "options",
                "-c idle_in_transaction_session_timeout=0 -c lock_timeout=30s -c statement_timeout=0");
        source.setConnectionProperties(properties);
        return source;
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
