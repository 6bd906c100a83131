package dev.sluice.jobstore.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyTurnsTest {
    private final KeyTurns turns = new KeyTurns();

    @Test
    void oneAfterTheOtherAndNothingIsKept() {
        try (var first = turns.take(key("a"), Duration.ofSeconds(1));
                var second = turns.take(key("a"), Duration.ofMillis(1));
                var other = turns.take(key("b"), Duration.ofMillis(1))) {
            assertThat(first.taken()).isTrue();
            assertThat(second.taken()).isFalse();
            assertThat(other.taken()).isTrue();
            assertThat(turns.size()).isEqualTo(2);
        }

        assertThat(turns.size()).isZero();
        try (var again = turns.take(key("a"), Duration.ofMillis(1))) {
            assertThat(again.taken()).isTrue();
        }
    }

    private static IdempotencyKey key(String name) {
        return new IdempotencyKey("default", "POST /v1/analyses", name, new byte[0]);
    }
}
