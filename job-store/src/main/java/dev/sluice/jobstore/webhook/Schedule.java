package dev.sluice.jobstore.webhook;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// When a delivery that failed is tried again: the schedule of Standard Webhooks, over about three days.
final class Schedule {
    /// Pauses between attempts; the first attempt is made at once.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24));

    static final int ATTEMPTS = PAUSES.size() + 1;

    /// The longest that a receiver may ask to be left alone.
    static final Duration LONGEST = PAUSES.getLast();

    /// Of a pause, to both sides: receivers that came back are not met by everything at once.
    private static final double JITTER = 0.15;

    private final RandomGenerator random;

    Schedule(RandomGenerator random) {
        this.random = random;
    }

    /// @param failed attempts of the schedule that have failed, at least 1
    /// @return whether another one is to be made
    static boolean goesOn(int failed) {
        return failed < ATTEMPTS;
    }

    /// The pause before the next attempt.
    Duration after(int failed) {
        var pause = PAUSES.get(failed - 1);
        var factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(pause.toMillis() * factor));
    }

    static Duration bounded(Duration wish) {
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}
