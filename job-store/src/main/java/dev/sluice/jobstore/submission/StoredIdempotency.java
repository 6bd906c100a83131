package dev.sluice.jobstore.submission;

import static dev.sluice.jobstore.schema.Tables.IDEMPOTENCY;

import dev.sluice.jobstore.schema.tables.records.IdempotencyRecord;
import dev.sluice.jobstore.secret.SecretBox;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.springframework.transaction.support.TransactionTemplate;

/// Key, body hash and what was created are one transaction; a parallel equal request waits on the
/// unique index, for as long as the connection's `lock_timeout` lets it (5 s). Of the requests of one
/// gateway only one waits there, since each holds a connection; the others wait for it.
public final class StoredIdempotency implements Idempotency {
    private static final String PURPOSE = "idempotency.body";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final SecretBox secrets;
    private final KeyTurns turns = new KeyTurns();

    public StoredIdempotency(DSLContext db, TransactionTemplate transaction, SecretBox secrets) {
        this.db = db;
        this.transaction = transaction;
        this.secrets = secrets;
    }

    @Override
    public Optional<StoredAnswer> find(IdempotencyKey key) {
        return db.selectFrom(IDEMPOTENCY)
                .where(is(key), isOld().not())
                .fetchOptional()
                .map(row -> replay(row, key));
    }

    @Override
    public StoredAnswer once(IdempotencyKey key, Supplier<StoredAnswer> creation) {
        try (var turn = turns.take(key, PATIENCE)) {
            if (!turn.taken()) {
                throw inProgress();
            }
            return find(key).orElseGet(() -> onceAmongGateways(key, creation));
        }
    }

    private StoredAnswer onceAmongGateways(IdempotencyKey key, Supplier<StoredAnswer> creation) {
        try {
            var answer = transaction.execute(status -> createOrReplay(key, creation));
            return Objects.requireNonNull(answer);
        } catch (DataAccessException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.sqlState())) {
                throw inProgress();
            }
            throw e;
        }
    }

    private static ProblemException inProgress() {
        return ProblemType.IDEMPOTENCY_IN_PROGRESS.because(
                "The first request with this Idempotency-Key is still running; send it again in a moment.");
    }

    private StoredAnswer createOrReplay(IdempotencyKey key, Supplier<StoredAnswer> creation) {
        db.deleteFrom(IDEMPOTENCY).where(is(key), isOld()).execute();
        var inserted =
                db.insertInto(IDEMPOTENCY)
                        .set(IDEMPOTENCY.TENANT_ID, key.tenant())
                        .set(IDEMPOTENCY.ROUTE, key.route())
                        .set(IDEMPOTENCY.KEY, key.key())
                        .set(IDEMPOTENCY.BODY_HASH, key.bodyHash())
                        .onConflictDoNothing()
                        .execute();
        if (inserted == 0) {
            return find(key).orElseThrow();
        }
        var answer = creation.get();
        db.update(IDEMPOTENCY)
                .set(IDEMPOTENCY.STATUS, answer.status())
                .set(IDEMPOTENCY.LOCATION, answer.location())
                .set(IDEMPOTENCY.BODY, secrets.seal(PURPOSE, answer.body()))
                .where(is(key))
                .execute();
        return answer;
    }

    private StoredAnswer replay(IdempotencyRecord row, IdempotencyKey key) {
        if (!Arrays.equals(row.getBodyHash(), key.bodyHash())) {
            throw ProblemType.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key was used for another body within the last 24 hours; use a new key.");
        }
        return new StoredAnswer(
                row.getStatus(), row.getLocation(), secrets.open(PURPOSE, row.getBody()), true);
    }

    /// Whether the sweep that removes what was kept long enough is only late.
    private static Condition isOld() {
        return IDEMPOTENCY.CREATED_AT.lt(
                DSL.field(
                        "now() - make_interval(secs => {0})",
                        IDEMPOTENCY.CREATED_AT.getDataType(), DSL.val(KEPT.toSeconds())));
    }

    private static Condition is(IdempotencyKey key) {
        return IDEMPOTENCY
                .TENANT_ID
                .eq(key.tenant())
                .and(IDEMPOTENCY.ROUTE.eq(key.route()))
                .and(IDEMPOTENCY.KEY.eq(key.key()));
    }
}
