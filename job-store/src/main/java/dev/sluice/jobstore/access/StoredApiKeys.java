package dev.sluice.jobstore.access;

import static dev.sluice.jobstore.schema.Tables.API_KEY;
import static dev.sluice.jobstore.schema.Tables.TENANT;

import dev.sluice.model.job.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Keys by their SHA-256. They are random, so a slow hash would protect nothing.
public final class StoredApiKeys implements ApiKeys {
    /// The tenant that exists from the first start.
    public static final String DEFAULT_TENANT = "default";

    private static final int SHORTEST_TAIL = 20;
    private static final int RANDOM_BYTES = 32;

    private final DSLContext db;
    private final TransactionTemplate transaction;

    public StoredApiKeys(DSLContext db, TransactionTemplate transaction) {
        this.db = db;
        this.transaction = transaction;
    }

    @Override
    public Optional<Caller> authenticate(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return db.select(API_KEY.ID, TENANT.ID, TENANT.NAME, API_KEY.SCOPES)
                .from(API_KEY)
                .join(TENANT)
                .on(TENANT.ID.eq(API_KEY.TENANT_ID))
                .where(API_KEY.KEY_HASH.eq(hash(key)), API_KEY.REVOKED_AT.isNull())
                .fetchOptional(row ->
                        new Caller(row.value1(), row.value2(), row.value3(), Set.of(row.value4())));
    }

    @Override
    public Optional<String> ensureFirstKey(@Nullable String wanted) {
        if (wanted != null) {
            requireStrong(wanted);
        }
        var made = transaction.execute(status -> ensureInTransaction(wanted));
        return made == null ? Optional.empty() : made;
    }

    private Optional<String> ensureInTransaction(@Nullable String wanted) {
        db.insertInto(TENANT)
                .set(TENANT.ID, DEFAULT_TENANT)
                .set(TENANT.NAME, DEFAULT_TENANT)
                .onConflictDoNothing()
                .execute();
        // Holds back another gateway that starts at the same moment
        db.selectFrom(TENANT).where(TENANT.ID.eq(DEFAULT_TENANT)).forUpdate().fetch();
        if (wanted != null) {
            insert(wanted);
            return Optional.empty();
        }
        if (db.fetchExists(API_KEY)) {
            return Optional.empty();
        }
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        var key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        insert(key);
        return Optional.of(key);
    }

    private void insert(String key) {
        db.insertInto(API_KEY)
                .set(API_KEY.ID, Ids.next("key"))
                .set(API_KEY.TENANT_ID, DEFAULT_TENANT)
                .set(API_KEY.NAME, "first key")
                .set(API_KEY.KEY_HASH, hash(key))
                .set(API_KEY.SCOPES, Scopes.ALL.stream().sorted().toArray(String[]::new))
                .onConflict(API_KEY.KEY_HASH)
                .doNothing()
                .execute();
    }

    private static void requireStrong(String key) {
        if (!key.matches("slc_[A-Za-z0-9_-]{" + SHORTEST_TAIL + ",}")) {
            throw new IllegalArgumentException(
                    "SLUICE_BOOTSTRAP_KEY must be slc_ and at least "
                            + SHORTEST_TAIL
                            + " letters, digits, - or _");
        }
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
