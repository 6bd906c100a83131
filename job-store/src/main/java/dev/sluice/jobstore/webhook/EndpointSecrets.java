package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DEFAULT_SECRET;

import dev.sluice.jobstore.schema.tables.records.WebhookEndpointRecord;
import dev.sluice.jobstore.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// What signs deliveries, encrypted where it is stored.
final class EndpointSecrets {
    private static final String DEFAULT_PURPOSE = "webhook.default";
    private static final int BYTES = 32;

    private final DSLContext db;
    private final SecretBox box;
    private final SecureRandom random = new SecureRandom();

    EndpointSecrets(DSLContext db, SecretBox box) {
        this.db = db;
        this.box = box;
    }

    byte[] seal(SigningSecret secret) {
        return box.seal(purpose(secret.signing()), secret.text().getBytes(StandardCharsets.UTF_8));
    }

    /// Newest first.
    ///
    /// @param now by the clock that rotation was written by
    List<SigningSecret> of(WebhookEndpointRecord row, Instant now) {
        if (row.getOneOff()) {
            return List.of(defaultOf(row.getTenantId()));
        }
        var secrets = new ArrayList<SigningSecret>();
        add(secrets, row.getSigning(), row.getSecret());
        var until = row.getPreviousUntil();
        if (until != null && until.isAfter(now)) {
            add(secrets, row.getPreviousSigning(), row.getPreviousSecret());
        }
        return List.copyOf(secrets);
    }

    private void add(
            List<SigningSecret> secrets, @Nullable String signing, byte @Nullable [] sealed) {
        if (signing != null && sealed != null) {
            var kind = Signing.valueOf(signing);
            secrets.add(new SigningSecret(kind, open(purpose(kind), sealed)));
        }
    }

    SigningSecret defaultOf(String tenant) {
        var stored = stored(tenant);
        if (stored == null) {
            // of several that make it at once, one is stored
            db.insertInto(WEBHOOK_DEFAULT_SECRET)
                    .set(WEBHOOK_DEFAULT_SECRET.TENANT_ID, tenant)
                    .set(WEBHOOK_DEFAULT_SECRET.SECRET, box.seal(DEFAULT_PURPOSE, fresh()))
                    .onConflictDoNothing()
                    .execute();
            stored = stored(tenant);
        }
        if (stored == null) {
            throw new IllegalStateException("the default secret of " + tenant + " was not stored");
        }
        return new SigningSecret(Signing.V1, open(DEFAULT_PURPOSE, stored));
    }

    private byte @Nullable [] stored(String tenant) {
        return db.select(WEBHOOK_DEFAULT_SECRET.SECRET)
                .from(WEBHOOK_DEFAULT_SECRET)
                .where(WEBHOOK_DEFAULT_SECRET.TENANT_ID.eq(tenant))
                .fetchOne(WEBHOOK_DEFAULT_SECRET.SECRET);
    }

    private byte[] fresh() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var text = "whsec_" + Base64.getEncoder().encodeToString(bytes);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String open(String purpose, byte[] sealed) {
        return new String(box.open(purpose, sealed), StandardCharsets.UTF_8);
    }

    private static String purpose(Signing signing) {
        return switch (signing) {
            case V1 -> "webhook.v1";
            case V1A -> "webhook.v1a";
        };
    }
}
