package dev.sluice.sources.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "ERROR, 40001, canceling statement due to conflict with recovery, User query might have needed to see row versions",
        "FATAL, 40001, terminating connection due to conflict with recovery, User was holding a relation lock",
        "ERROR, 40001, storniere Anfrage, Konflikt",
        "ERROR, 40P01, deadlock detected, User transaction caused buffer deadlock with recovery.",
        "ERROR, 57014, canceling statement due to conflict with recovery, x",
    })
    void aReplicasReplayIsNamed(String severity, String state, String message, String detail) {
        var problem =
                Failures.ofSource(server(severity, state, message, detail), Duration.ZERO)
                        .problem();
        assertThat(problem.code()).isEqualTo("source_failed");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.detail()).contains("max_standby_streaming_delay").contains("primary");
        assertThat(problem.sqlstate()).isEqualTo(state);
    }

    @Test
    void anOrdinaryDeadlockIsNot() {
        var deadlock = server("ERROR", "40P01", "deadlock detected", "Process 1 waits");
        assertThat(Failures.ofSource(deadlock, Duration.ZERO).problem().detail())
                .isEqualTo("The source says: deadlock detected");
    }

    private static PSQLException server(
            String severity, String state, String message, String detail) {
        return new PSQLException(
                new ServerErrorMessage(
                        "S" + severity + "\0C" + state + "\0M" + message + "\0D" + detail + "\0"));
    }
}
