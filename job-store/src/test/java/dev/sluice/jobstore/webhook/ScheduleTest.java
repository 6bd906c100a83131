package dev.sluice.jobstore.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(new Random(1));

    @Test
    void tenAttemptsTakeAboutThreeDays() {
        var all = Duration.ZERO;
        var failed = 1;
        for (; Schedule.goesOn(failed); failed++) {
            all = all.plus(schedule.after(failed));
        }

        assertThat(failed).isEqualTo(10);
        assertThat(all).isBetween(Duration.ofHours(64), Duration.ofHours(87));
    }

    @Test
    void pausesDifferByAFewPercent() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(schedule.after(2))
                    .isBetween(Duration.ofSeconds(255), Duration.ofSeconds(345));
        }
        assertThat(schedule.after(2)).isNotEqualTo(schedule.after(2));
    }

    @Test
    void nobodyPutsAnAttemptOffByMoreThanADay() {
        assertThat(Schedule.bounded(Duration.ofDays(40))).isEqualTo(Duration.ofDays(1));
        assertThat(Schedule.bounded(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theLogReachesBackADayAtLeast() {
        assertThat(new DeliveryRetention(Duration.ofDays(1)).keepDeliveries()).hasDays(1);
        assertThatThrownBy(() -> new DeliveryRetention(Duration.ofHours(23)))
                .hasMessageContaining("SLUICE_WEBHOOK_KEEP_DELIVERIES");
    }
}
