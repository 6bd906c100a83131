package dev.sluice.jobstore.webhook;

import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.power;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/// How long an endpoint is left alone that says that it is overloaded: twice as long each time in a row, and
/// as long as it wishes, but never so long that its return goes unseen.
final class Rest {
    private static final double FIRST_SECONDS = 2;
    private static final double LONGEST_SECONDS = Duration.ofMinutes(5).toSeconds();
    private static final int MOST_DOUBLINGS = 10;

    private Rest() {}

    /// @param status of the answer; null where there was none
    static boolean wanted(@Nullable Integer status, @Nullable Duration retryAfter) {
        return status != null
                && (retryAfter != null || status == 429 || status == 502 || status == 504);
    }

    /// @param before rests in a row before this one
    static Field<Double> seconds(Field<Integer> before, @Nullable Duration retryAfter) {
        var doubled =
                power(inline(2.0), least(before, inline(MOST_DOUBLINGS)))
                        .mul(inline(FIRST_SECONDS))
                        .cast(Double.class);
        var wish = val(retryAfter == null ? 0.0 : retryAfter.toMillis() / 1000.0);
        return least(greatest(doubled, wish), inline(LONGEST_SECONDS));
    }
}
