package dev.sluice.jobstore.webhook;

import dev.sluice.jobstore.event.Nudges;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// What recurs: endpoints that failed for days are switched off, replays that a kill broke off go on, and
/// what waits for an endpoint that is off is given up. Public, as are its methods, because JobRunr calls it
/// by reflection.
public class WebhookChores {
    private final SwitchOff switchOff;
    private final Replays replays;
    private final Unsent unsent;

    public WebhookChores(
            DSLContext db, TransactionTemplate transaction, WebhookClock clock, Nudges nudges) {
        this.unsent = new Unsent(db, clock);
        this.replays = new Replays(db, transaction, clock, nudges);
        this.switchOff = new SwitchOff(db, transaction, clock, unsent::giveUp);
    }

    public void switchOff() {
        switchOff.run();
    }

    public void goOnWithReplays() {
        replays.run();
    }

    public void giveUpUnsent() {
        unsent.giveUpAll();
    }
}
