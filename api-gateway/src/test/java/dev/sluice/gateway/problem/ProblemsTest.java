package dev.sluice.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class ProblemsTest {
    @Test
    void aDatabaseThatGoesInTheMiddleOfATransactionIsAnOutage() {
        var closed = new SQLException("Connection is closed");
        var problem = Problems.of(new TransactionSystemException("JDBC rollback failed", closed));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("unavailable");
        assertThat(problem.retryAfterSeconds()).isPositive();
    }
}
