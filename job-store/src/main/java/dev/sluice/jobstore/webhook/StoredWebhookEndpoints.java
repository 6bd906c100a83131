package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.lifecycle.Cursor;
import dev.sluice.jobstore.lifecycle.Page;
import dev.sluice.jobstore.schema.tables.records.WebhookEndpointRecord;
import dev.sluice.jobstore.secret.SecretBox;
import dev.sluice.jobstore.webhook.WebhookEndpoint.DisabledReason;
import dev.sluice.model.job.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Endpoints as rows.
public final class StoredWebhookEndpoints implements WebhookEndpoints {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final WebhookClock clock;
    private final EndpointSecrets secrets;
    private final Unsent unsent;

    public StoredWebhookEndpoints(
            DSLContext db,
            TransactionTemplate transaction,
            Audit audit,
            SecretBox box,
            WebhookClock clock) {
        this.db = db;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
        this.secrets = new EndpointSecrets(db, box);
        this.unsent = new Unsent(db, clock);
    }

    @Override
    public WebhookEndpoint create(NewEndpoint endpoint, Caller by) {
        return Objects.requireNonNull(transaction.execute(status -> insert(endpoint, by)));
    }

    private WebhookEndpoint insert(NewEndpoint endpoint, Caller by) {
        var row =
                db.insertInto(WEBHOOK_ENDPOINT)
                        .set(WEBHOOK_ENDPOINT.ID, Ids.next("wh"))
                        .set(WEBHOOK_ENDPOINT.TENANT_ID, endpoint.tenant())
                        .set(WEBHOOK_ENDPOINT.URL, endpoint.url())
                        .set(WEBHOOK_ENDPOINT.EVENTS, array(endpoint.events()))
                        .set(WEBHOOK_ENDPOINT.DESCRIPTION, endpoint.description())
                        .set(WEBHOOK_ENDPOINT.SIGNING, endpoint.secret().signing().name())
                        .set(WEBHOOK_ENDPOINT.SECRET, secrets.seal(endpoint.secret()))
                        .set(WEBHOOK_ENDPOINT.RESOLVED, endpoint.resolved())
                        .set(WEBHOOK_ENDPOINT.CREATED_AT, clock.now())
                        .set(WEBHOOK_ENDPOINT.UPDATED_AT, clock.now())
                        .returning()
                        .fetchSingle();
        record(row, by, "webhook.create", described(row));
        return EndpointRows.view(row);
    }

    @Override
    public Page<WebhookEndpoint> list(@Nullable String tenant, int limit, @Nullable String cursor) {
        return Page.of(
                db.selectFrom(WEBHOOK_ENDPOINT)
                        .where(EndpointRows.of(tenant), after(cursor))
                        .orderBy(WEBHOOK_ENDPOINT.CREATED_AT.desc(), WEBHOOK_ENDPOINT.ID.desc())
                        .limit(limit + 1)
                        .fetch(),
                limit,
                EndpointRows::view,
                row -> new Cursor(row.getCreatedAt(), row.getId()));
    }

    private static Condition after(@Nullable String text) {
        if (text == null) {
            return noCondition();
        }
        var cursor = Cursor.parse(text);
        return DSL.row(WEBHOOK_ENDPOINT.CREATED_AT, WEBHOOK_ENDPOINT.ID)
                .lt(cursor.at(), cursor.id());
    }

    @Override
    public Optional<WebhookEndpoint> find(@Nullable String tenant, String id) {
        return row(tenant, id).map(EndpointRows::view);
    }

    private Optional<WebhookEndpointRecord> row(@Nullable String tenant, String id) {
        return db.selectFrom(WEBHOOK_ENDPOINT).where(EndpointRows.one(tenant, id)).fetchOptional();
    }

    @Override
    public int count(String tenant) {
        return db.fetchCount(WEBHOOK_ENDPOINT, EndpointRows.of(tenant));
    }

    @Override
    public Optional<WebhookEndpoint> change(
            @Nullable String tenant, String id, EndpointChange change, Caller by) {
        var changed =
                transaction.execute(status ->
                        locked(tenant, id).map(row -> EndpointRows.view(apply(row, change, by))));
        var off = change.enabled() != null && !change.enabled();
        if (changed.isPresent() && off) {
            unsent.giveUpSoon(id);
        }
        return changed;
    }

    private Optional<WebhookEndpointRecord> locked(@Nullable String tenant, String id) {
        return db.selectFrom(WEBHOOK_ENDPOINT)
                .where(EndpointRows.one(tenant, id))
                .forNoKeyUpdate()
                .fetchOptional();
    }

    private WebhookEndpointRecord apply(
            WebhookEndpointRecord row, EndpointChange change, Caller by) {
        var before = described(row);
        var target = change.target();
        if (target != null) {
            row.setUrl(target.url());
            row.setResolved(target.resolved());
        }
        var events = change.events();
        if (events != null) {
            row.setEvents(array(events.words()));
        }
        var description = change.description();
        if (description != null) {
            row.setDescription(description.text());
        }
        var now = now();
        if (change.enabled() != null) {
            turn(row, change.enabled(), now);
        }
        if (row.modified()) {
            row.setUpdatedAt(now);
            row.store();
            record(row, by, "webhook.change", before + " → " + described(row));
        }
        return row;
    }

    private static void turn(WebhookEndpointRecord row, boolean on, Instant now) {
        if (!on && row.getDisabledAt() == null) {
            row.setDisabledAt(now);
            row.setDisabledReason(DisabledReason.CLIENT.name());
        }
        if (on && row.getDisabledAt() != null) {
            row.setDisabledAt(null);
            row.setDisabledReason(null);
            row.setFailingSince(null);
            row.setWarnedAt(null);
            row.setPausedUntil(null);
            row.setPauses(0);
        }
    }

    @Override
    public boolean delete(@Nullable String tenant, String id, Caller by) {
        var deleted =
                Boolean.TRUE.equals(
                        transaction.execute(status -> {
                            var row = locked(tenant, id);
                            row.ifPresent(endpoint -> remove(endpoint, by));
                            return row.isPresent();
                        }));
        if (deleted) {
            unsent.giveUpSoon(id);
        }
        return deleted;
    }

    private void remove(WebhookEndpointRecord row, Caller by) {
        row.setDeletedAt(now());
        row.setSecret(null);
        row.setPreviousSecret(null);
        row.setPreviousUntil(null);
        row.store();
        record(row, by, "webhook.delete", described(row));
    }

    @Override
    public Optional<WebhookEndpoint> rotate(
            @Nullable String tenant, String id, SigningSecret secret, Caller by) {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        locked(tenant, id).map(row -> EndpointRows.view(renew(row, secret, by)))));
    }

    private WebhookEndpointRecord renew(
            WebhookEndpointRecord row, SigningSecret secret, Caller by) {
        var now = now();
        row.setPreviousSigning(row.getSigning());
        row.setPreviousSecret(row.getSecret());
        row.setPreviousUntil(now.plus(OVERLAP));
        row.setSigning(secret.signing().name());
        row.setSecret(secrets.seal(secret));
        row.setUpdatedAt(now);
        row.store();
        record(row, by, "webhook.rotate", null);
        return row;
    }

    @Override
    public List<SigningSecret> secrets(@Nullable String tenant, String id) {
        return row(tenant, id).map(row -> secrets.of(row, now())).orElse(List.of());
    }

    @Override
    public SigningSecret defaultSecret(String tenant) {
        return secrets.defaultOf(tenant);
    }

    private Instant now() {
        return db.select(clock.now()).fetchSingle().value1();
    }

    private void record(
            WebhookEndpointRecord row, Caller by, String action, @Nullable String detail) {
        audit.record(row.getTenantId(), by.keyId(), action, row.getId(), detail);
    }

    /// The path and query of an address may hold a secret of its owner's.
    private static String described(WebhookEndpointRecord row) {
        var events = row.getEvents();
        return new StringJoiner(", ")
                .add("to " + origin(row.getUrl()))
                .add("events " + (events == null ? "all" : String.join(" ", events)))
                .add(row.getDisabledAt() == null ? "on" : "off")
                .toString();
    }

    private static String origin(String url) {
        var host = url.indexOf("://") + 3;
        var path = url.indexOf('/', host);
        return path < 0 ? url : url.substring(0, path);
    }

    private static String @Nullable [] array(@Nullable List<String> words) {
        return words == null ? null : words.toArray(String[]::new);
    }
}
