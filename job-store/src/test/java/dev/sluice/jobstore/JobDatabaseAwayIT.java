package dev.sluice.jobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.fixtures.TestServers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.transaction.TransactionSystemException;

/// However a database goes, whoever asked it is told one thing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobDatabaseAwayIT {
    private static final String OWN_SESSION = "select pg_backend_pid()";

    private final PostgresServer.Database server = TestServers.postgres().createDatabase();
    private final DataSource database = at(server.jdbcUrl());

    @Test
    void whereNobodyAnswers() {
        var nowhere = at("jdbc:postgresql://127.0.0.1:1/nowhere");
        isAway(() -> JobDatabase.dsl(nowhere).fetchValue("select 1"));
        isAway(() -> new JobTransaction(nowhere).execute(_ -> true));
    }

    @Test
    void whereASessionEndsUnderAStatement() {
        var db = JobDatabase.dsl(database);
        isAway(() -> db.execute("select pg_terminate_backend(pg_backend_pid())"));
    }

    @Test
    void whereASessionEndsBeforeTheCommit() {
        var db = JobDatabase.dsl(database);
        isAway(() ->
                new JobTransaction(database)
                        .execute(_ -> {
                            end(db.fetchSingle(OWN_SESSION).get(0, Integer.class));
                            return true;
                        }));
    }

    @Test
    void whatBrokeATransactionIsToldNotItsRollback() {
        var db = JobDatabase.dsl(database);
        assertThatThrownBy(() ->
                        new JobTransaction(database)
                                .execute(_ -> {
                                    end(db.fetchSingle(OWN_SESSION).get(0, Integer.class));
                                    return db.execute("select 1");
                                }))
                .isInstanceOf(JobDatabaseAway.class)
                .hasMessageContaining("terminating connection due to administrator command");
    }

    @Test
    void aWrongStatementIsNoOutage() {
        assertThatThrownBy(() -> JobDatabase.dsl(database).fetchValue("select nonsense"))
                .isInstanceOf(DataAccessException.class)
                .isNotInstanceOf(JobDatabaseAway.class);
    }

    @Test
    void aFullDiskIsKnown() {
        var full = new SQLException("could not extend file", "53100");
        assertThat(JobDatabaseAway.orElse(new DataAccessException("insert", full)))
                .isInstanceOfSatisfying(
                        JobDatabaseAway.class, away -> assertThat(away.isFull()).isTrue());
        var closed = new SQLException("Connection is closed");
        assertThat(JobDatabaseAway.orElse(new TransactionSystemException("rollback", closed)))
                .isInstanceOfSatisfying(
                        JobDatabaseAway.class, away -> assertThat(away.isFull()).isFalse());
    }

    private static void isAway(Supplier<?> asking) {
        assertThatThrownBy(asking::get).isInstanceOf(JobDatabaseAway.class);
    }

    private void end(int session) {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(), server.username(), server.password());
                var statement =
                        connection.prepareStatement("select pg_terminate_backend(?, 10000)")) {
            statement.setInt(1, session);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private DataSource at(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(server.username());
        source.setPassword(server.password());
        return source;
    }
}
