package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void slowsDownWhileChangesComeFasterThanTurns() {
        assertThat(rests(true, true, true, true)).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void isQuickAgainAfterAMomentOfQuiet() {
        assertThat(rests(true, true, false)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void isQuickWhileThereIsSomethingToDo() {
        rests(true, true);
        pace.found();

        assertThat(pace.atLeast()).isEqualTo(Duration.ofMillis(10));
    }

    private Duration rests(boolean... woken) {
        for (var one : woken) {
            pace.rested(one);
        }
        return pace.atLeast();
    }
}
