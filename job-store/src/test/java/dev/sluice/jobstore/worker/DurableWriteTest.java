package dev.sluice.jobstore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobstore.JobDatabaseAway;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class DurableWriteTest {
    private final DurableWrite durably =
            new DurableWrite(DSL.using(SQLDialect.POSTGRES), "job_1", 1, Duration.ofSeconds(30));

    @Test
    void triesAgainWhileTheDatabaseIsAway() {
        assertThat(
                        durably.write(
                                answering(
                                        new DataAccessException("connection refused"),
                                        new JobDatabaseAway(new SQLException("no connection")),
                                        true)))
                .isTrue();
        assertThat(durably.write(answering(new DataAccessException("gone"), false))).isFalse();
    }

    @Test
    void neverSaysWhatItDoesNotKnow() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> durably.write(answering(new DataAccessException("gone"))))
                    .isInstanceOf(EndUnknown.class)
                    .hasMessageContaining("job_1");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static BooleanSupplier answering(Object... answers) {
        var left = new ArrayDeque<>(List.of(answers));
        return () -> {
            var answer = left.remove();
            if (answer instanceof RuntimeException failure) {
                throw failure;
            }
            return (Boolean) answer;
        };
    }
}
