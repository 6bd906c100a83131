package dev.sluice.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.JobDatabaseAway;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void aJobDatabaseThatIsAwayIsAnOutage() {
        var closed = new JobDatabaseAway(new SQLException("Connection is closed"));
        var problem = Problems.of(new IllegalStateException(closed));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("unavailable");
        assertThat(problem.retryAfterSeconds()).isPositive();
    }

    @Test
    void aFullJobDatabaseTakesLonger() {
        var full = new JobDatabaseAway(new SQLException("could not extend file", "53100"));
        var problem = Problems.of(full);
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).contains("no space left");
        assertThat(problem.retryAfterSeconds()).isGreaterThan(10);
    }

    @Test
    void anyOtherFailureIsOurs() {
        assertThat(Problems.of(new IllegalStateException("a bug")).status()).isEqualTo(500);
    }
}
