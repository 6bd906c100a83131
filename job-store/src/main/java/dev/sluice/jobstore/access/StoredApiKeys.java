package dev.sluice.jobstore.access;

import static dev.sluice.jobstore.schema.Tables.API_KEY;
import static dev.sluice.jobstore.schema.Tables.TENANT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.sluice.jobstore.gather.Gathering;
import dev.sluice.jobstore.lifecycle.Cursor;
import dev.sluice.jobstore.lifecycle.Page;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.schema.tables.records.ApiKeyRecord;
import dev.sluice.model.job.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Keys by their SHA-256. They are random, so a slow hash would protect nothing.
public final class StoredApiKeys implements ApiKeys {
    /// The tenant that exists from the first start.
    public static final String DEFAULT_TENANT = "default";

    private static final Logger LOG = LoggerFactory.getLogger(StoredApiKeys.class);

    /// One write a minute tells people enough.
    private static final Duration USE_NOTED_EACH = Duration.ofMinutes(1);

    /// Connections that look up keys at once. Requests under load share them.
    private static final int LOOKING_UP = 2;

    private static final int SHORTEST_TAIL = 20;
    private static final int RANDOM_BYTES = 32;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Gathering<KeyHash, Optional<Known>> gathering;

    public StoredApiKeys(DSLContext db, TransactionTemplate transaction, Audit audit) {
        this.db = db;
        this.transaction = transaction;
        this.audit = audit;
        this.gathering = new Gathering<>(LOOKING_UP, this::find);
    }

    @Override
    public Optional<Caller> authenticate(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return gathering.ask(new KeyHash(hash(key))).map(this::used);
    }

    /// Keys of requests that came at once, each of which is asked for once.
    private List<Optional<Known>> find(List<KeyHash> hashes) {
        var known = new HashMap<KeyHash, Known>();
        db.select(
                        API_KEY.KEY_HASH,
                        API_KEY.ID,
                        TENANT.ID,
                        TENANT.NAME,
                        API_KEY.SCOPES,
                        DSL.field(unseenForLong()))
                .from(API_KEY)
                .join(TENANT)
                .on(TENANT.ID.eq(API_KEY.TENANT_ID))
                .where(
                        API_KEY.KEY_HASH.eq(
                                any(
                                        hashes.stream()
                                                .distinct()
                                                .map(KeyHash::bytes)
                                                .toArray(byte[][]::new))),
                        API_KEY.REVOKED_AT.isNull())
                .forEach(row ->
                        known.put(
                                new KeyHash(row.value1()),
                                new Known(
                                        new Caller(
                                                row.value2(),
                                                row.value3(),
                                                row.value4(),
                                                Set.of(row.value5())),
                                        row.value6())));
        return hashes.stream().map(hash -> Optional.ofNullable(known.get(hash))).toList();
    }

    private Caller used(Known known) {
        if (known.unseenForLong()) {
            noteUse(known.caller().keyId());
        }
        return known.caller();
    }

    /// @param unseenForLong whether nobody has noted a use of late
    private record Known(Caller caller, boolean unseenForLong) {}

    /// Equal for equal keys.
    private record KeyHash(String hex) {
        KeyHash(byte[] bytes) {
            this(HexFormat.of().formatHex(bytes));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    private static Condition unseenForLong() {
        return API_KEY.LAST_USED_AT
                .isNull()
                .or(API_KEY.LAST_USED_AT.lt(Transitions.fromNow(USE_NOTED_EACH.negated())));
    }

    /// Of many requests at once one writes, and none waits for it. Whoever cannot write it is let in all
    /// the same.
    private void noteUse(String id) {
        try {
            db.update(API_KEY)
                    .set(API_KEY.LAST_USED_AT, currentInstant())
                    .where(
                            API_KEY.ID.in(
                                    select(API_KEY.ID)
                                            .from(API_KEY)
                                            .where(API_KEY.ID.eq(id), unseenForLong())
                                            .forNoKeyUpdate()
                                            .skipLocked()))
                    .execute();
        } catch (DataAccessException e) {
            LOG.warn("The use of key {} was not noted: {}", id, e.getMessage());
        }
    }

    @Override
    public IssuedKey issue(NewKey key, Caller by) {
        return transaction.execute(status -> issueInTransaction(key, by));
    }

    private IssuedKey issueInTransaction(NewKey key, Caller by) {
        var text = random();
        var row =
                db.insertInto(API_KEY)
                        .set(API_KEY.ID, Ids.next("key"))
                        .set(API_KEY.TENANT_ID, key.tenant())
                        .set(API_KEY.NAME, key.name())
                        .set(API_KEY.KEY_HASH, hash(text))
                        .set(API_KEY.SCOPES, sorted(key.scopes()))
                        .returning()
                        .fetchSingle();
        audit.record(key.tenant(), by.keyId(), "key.create", row.getId(), described(row));
        return new IssuedKey(view(row), text);
    }

    @Override
    public Page<ApiKey> list(@Nullable String tenant, int limit, @Nullable String cursor) {
        return Page.of(
                db.selectFrom(API_KEY)
                        .where(within(tenant), API_KEY.REVOKED_AT.isNull(), after(cursor))
                        .orderBy(API_KEY.CREATED_AT.desc(), API_KEY.ID.desc())
                        .limit(limit + 1)
                        .fetch(),
                limit,
                StoredApiKeys::view,
                row -> new Cursor(row.getCreatedAt(), row.getId()));
    }

    private static Condition after(@Nullable String text) {
        if (text == null) {
            return noCondition();
        }
        var cursor = Cursor.parse(text);
        return DSL.row(API_KEY.CREATED_AT, API_KEY.ID).lt(cursor.at(), cursor.id());
    }

    @Override
    public boolean revoke(@Nullable String tenant, String id, Caller by) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> revokeInTransaction(tenant, id, by)));
    }

    private boolean revokeInTransaction(@Nullable String tenant, String id, Caller by) {
        var revoked =
                db.update(API_KEY)
                        .set(API_KEY.REVOKED_AT, currentInstant())
                        .where(within(tenant), API_KEY.ID.eq(id), API_KEY.REVOKED_AT.isNull())
                        .returning()
                        .fetchOptional();
        revoked.ifPresent(row ->
                audit.record(row.getTenantId(), by.keyId(), "key.revoke", id, described(row)));
        return revoked.isPresent();
    }

    @Override
    public Set<String> revokedAmong(Set<String> ids) {
        return db.select(API_KEY.ID)
                .from(API_KEY)
                .where(
                        API_KEY.ID.eq(any(ids.toArray(String[]::new))),
                        API_KEY.REVOKED_AT.isNotNull())
                .fetchSet(API_KEY.ID);
    }

    private static Condition within(@Nullable String tenant) {
        return tenant == null ? noCondition() : API_KEY.TENANT_ID.eq(tenant);
    }

    private static ApiKey view(ApiKeyRecord row) {
        return new ApiKey(
                row.getId(),
                row.getTenantId(),
                row.getName(),
                Arrays.stream(row.getScopes()).sorted().toList(),
                row.getCreatedAt(),
                row.getLastUsedAt());
    }

    private static String described(ApiKeyRecord row) {
        return "name " + row.getName() + ", scopes " + String.join(" ", row.getScopes());
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
        var key = random();
        insert(key);
        return Optional.of(key);
    }

    private static String random() {
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private void insert(String key) {
        db.insertInto(API_KEY)
                .set(API_KEY.ID, Ids.next("key"))
                .set(API_KEY.TENANT_ID, DEFAULT_TENANT)
                .set(API_KEY.NAME, "first key")
                .set(API_KEY.KEY_HASH, hash(key))
                .set(API_KEY.SCOPES, sorted(Scopes.ALL))
                .onConflict(API_KEY.KEY_HASH)
                .doNothing()
                .execute();
    }

    private static String[] sorted(Set<String> scopes) {
        return scopes.stream().sorted().toArray(String[]::new);
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
