package dev.sluice.jobstore.webhook;

import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// The time by which deliveries are due: the database's own, for all processes. A test sets it ahead, so
/// that days of failure pass in seconds.
public final class WebhookClock {
    private volatile Duration ahead;

    public WebhookClock() {
        this(Duration.ZERO);
    }

    public WebhookClock(Duration ahead) {
        this.ahead = ahead;
    }

    /// From here it is so much later than the database says.
    public void setAhead(Duration ahead) {
        this.ahead = ahead;
    }

    public Duration ahead() {
        return ahead;
    }

    Field<Instant> now() {
        return in(Duration.ZERO);
    }

    Field<Instant> in(Duration from) {
        return DSL.field(
                "now() + make_interval(secs => {0}::float8)",
                SQLDataType.INSTANT, val(ahead.plus(from).toMillis() / 1000.0));
    }
}
