package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;

import dev.sluice.jobstore.event.Announcements.Hook;
import dev.sluice.model.job.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// The endpoints of `webhook_url`: one for each address that a tenant's jobs name, so that a receiver that
/// hangs holds up its own jobs only, however many name it.
final class OneOffEndpoints {
    /// A sweep leaves alone what was named since; so it is noted at most once a day.
    private static final Duration NOTED = Duration.ofDays(1);

    private static final int TRIES = 3;

    private final DSLContext db;
    private final WebhookClock clock;

    OneOffEndpoints(DSLContext db, WebhookClock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// In the transaction of the jobs, which no sweep of the endpoints comes in between.
    Map<Hook, String> of(Collection<Hook> hooks) {
        var found = new HashMap<Hook, String>();
        find(hooks, found, usable());
        for (int i = 0; i < TRIES && found.size() < hooks.size(); i++) {
            // always in the same order: two transactions must not wait for each other
            hooks.stream()
                    .filter(hook -> !found.containsKey(hook))
                    .sorted(Comparator.comparing(Hook::tenant).thenComparing(Hook::url))
                    .forEach(this::make);
            find(hooks, found, DSL.noCondition());
        }
        if (found.size() < hooks.size()) {
            throw new IllegalStateException("an endpoint is swept away as often as it is made");
        }
        return found;
    }

    private Condition usable() {
        return Listening.ON.and(WEBHOOK_ENDPOINT.UPDATED_AT.gt(clock.in(NOTED.negated())));
    }

    private void find(Collection<Hook> hooks, Map<Hook, String> found, Condition more) {
        var wanted = hooks.stream().map(hook -> row(hook.tenant(), hook.url())).toList();
        db.select(WEBHOOK_ENDPOINT.ID, WEBHOOK_ENDPOINT.TENANT_ID, WEBHOOK_ENDPOINT.URL)
                .from(WEBHOOK_ENDPOINT)
                .where(
                        row(WEBHOOK_ENDPOINT.TENANT_ID, WEBHOOK_ENDPOINT.URL).in(wanted),
                        WEBHOOK_ENDPOINT.ONE_OFF.isTrue(),
                        WEBHOOK_ENDPOINT.DELETED_AT.isNull(),
                        more)
                .forKeyShare()
                .forEach(row -> found.put(new Hook(row.value2(), row.value3()), row.value1()));
    }

    /// Whoever names an address wants it to be told, even where it was switched off for earlier jobs.
    private void make(Hook hook) {
        db.insertInto(WEBHOOK_ENDPOINT)
                .set(WEBHOOK_ENDPOINT.ID, Ids.next("wh"))
                .set(WEBHOOK_ENDPOINT.TENANT_ID, hook.tenant())
                .set(WEBHOOK_ENDPOINT.URL, hook.url())
                .set(WEBHOOK_ENDPOINT.SIGNING, Signing.V1.name())
                .set(WEBHOOK_ENDPOINT.ONE_OFF, true)
                .set(WEBHOOK_ENDPOINT.CREATED_AT, clock.now())
                .set(WEBHOOK_ENDPOINT.UPDATED_AT, clock.now())
                .onConflict(WEBHOOK_ENDPOINT.TENANT_ID, WEBHOOK_ENDPOINT.URL)
                .where(
                        WEBHOOK_ENDPOINT.DELETED_AT.isNull(),
                        DSL.condition(WEBHOOK_ENDPOINT.ONE_OFF))
                .doUpdate()
                .set(WEBHOOK_ENDPOINT.UPDATED_AT, clock.now())
                .set(WEBHOOK_ENDPOINT.DISABLED_AT, (Instant) null)
                .set(WEBHOOK_ENDPOINT.DISABLED_REASON, (String) null)
                .set(WEBHOOK_ENDPOINT.FAILING_SINCE, (Instant) null)
                .set(WEBHOOK_ENDPOINT.WARNED_AT, (Instant) null)
                .set(WEBHOOK_ENDPOINT.PAUSED_UNTIL, (Instant) null)
                .set(WEBHOOK_ENDPOINT.PAUSES, inline(0))
                .where(DSL.not(usable()))
                .execute();
    }
}
