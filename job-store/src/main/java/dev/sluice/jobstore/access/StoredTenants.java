package dev.sluice.jobstore.access;

import static dev.sluice.jobstore.schema.Tables.TENANT;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.jobstore.lifecycle.Cursor;
import dev.sluice.jobstore.lifecycle.Page;
import dev.sluice.jobstore.schema.tables.records.TenantRecord;
import dev.sluice.model.job.Ids;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Tenants as rows.
public final class StoredTenants implements Tenants {
    private static final String UNIQUE_VIOLATION = "23505";

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Audit audit;

    public StoredTenants(DSLContext db, TransactionTemplate transaction, Audit audit) {
        this.db = db;
        this.transaction = transaction;
        this.audit = audit;
    }

    @Override
    public Tenant create(NewTenant tenant, Caller by) {
        return transaction.execute(status -> insert(tenant, by));
    }

    private Tenant insert(NewTenant tenant, Caller by) {
        var row =
                db.insertInto(TENANT)
                        .set(TENANT.ID, Ids.next("ten"))
                        .set(TENANT.NAME, tenant.name())
                        .set(TENANT.WEIGHT, tenant.weight())
                        .set(TENANT.MAX_RUNNING, tenant.maxRunning())
                        .set(TENANT.RESULTS_DAYS, tenant.retention().resultsDays())
                        .set(TENANT.FILES_DAYS, tenant.retention().filesDays())
                        .set(TENANT.QUESTIONS_DAYS, tenant.retention().questionsDays())
                        .onConflict(TENANT.NAME)
                        .doNothing()
                        .returning()
                        .fetchOptional()
                        .orElseThrow(() -> taken(tenant.name()));
        audit.record(row.getId(), by.keyId(), "tenant.create", row.getId(), described(row));
        return view(row);
    }

    @Override
    public Optional<Tenant> change(String id, TenantChange change, Caller by) {
        try {
            var changed = transaction.execute(status -> update(id, change, by));
            return changed == null ? Optional.empty() : changed;
        } catch (DataAccessException e) {
            if (UNIQUE_VIOLATION.equals(e.sqlState())) {
                throw taken(String.valueOf(change.name()));
            }
            throw e;
        }
    }

    private Optional<Tenant> update(String id, TenantChange change, Caller by) {
        var found = db.selectFrom(TENANT).where(TENANT.ID.eq(id)).forNoKeyUpdate().fetchOptional();
        found.ifPresent(row -> {
            var before = described(row);
            apply(change, row);
            if (row.store() > 0) {
                audit.record(id, by.keyId(), "tenant.change", id, before + " → " + described(row));
            }
        });
        return found.map(StoredTenants::view);
    }

    private static void apply(TenantChange change, TenantRecord row) {
        if (change.name() != null) {
            row.setName(change.name());
        }
        if (change.weight() != null) {
            row.setWeight(change.weight());
        }
        if (change.maxRunning() != null) {
            row.setMaxRunning(change.maxRunning().most());
        }
        var retention = change.retention();
        if (retention != null) {
            row.setResultsDays(either(retention.results(), row.getResultsDays()));
            row.setFilesDays(either(retention.files(), row.getFilesDays()));
            row.setQuestionsDays(either(retention.questions(), row.getQuestionsDays()));
        }
    }

    private static Integer either(@Nullable Integer wanted, Integer present) {
        return wanted == null ? present : wanted;
    }

    @Override
    public Optional<Tenant> find(String id) {
        return db.selectFrom(TENANT)
                .where(TENANT.ID.eq(id))
                .fetchOptional()
                .map(StoredTenants::view);
    }

    @Override
    public Page<Tenant> list(int limit, @Nullable String cursor) {
        return Page.of(
                db.selectFrom(TENANT)
                        .where(after(cursor))
                        .orderBy(TENANT.CREATED_AT.desc(), TENANT.ID.desc())
                        .limit(limit + 1)
                        .fetch(),
                limit,
                StoredTenants::view,
                row -> new Cursor(row.getCreatedAt(), row.getId()));
    }

    private static Condition after(@Nullable String text) {
        if (text == null) {
            return noCondition();
        }
        var cursor = Cursor.parse(text);
        return DSL.row(TENANT.CREATED_AT, TENANT.ID).lt(cursor.at(), cursor.id());
    }

    @Override
    public Optional<String> resolve(@Nullable String reach, String idOrName) {
        return db.select(TENANT.ID)
                .from(TENANT)
                .where(
                        TENANT.ID.eq(idOrName).or(TENANT.NAME.eq(idOrName)),
                        reach == null ? noCondition() : TENANT.ID.eq(reach))
                .orderBy(DSL.field(TENANT.ID.eq(idOrName)).desc())
                .limit(1)
                .fetchOptional(TENANT.ID);
    }

    private static Tenant view(TenantRecord row) {
        return new Tenant(
                row.getId(),
                row.getName(),
                row.getWeight(),
                row.getMaxRunning(),
                new RetentionDays(row.getResultsDays(), row.getFilesDays(), row.getQuestionsDays()),
                row.getCreatedAt());
    }

    private static String described(TenantRecord row) {
        return new StringJoiner(", ")
                .add("name " + row.getName())
                .add("weight " + row.getWeight())
                .add("max_running " + row.getMaxRunning())
                .add("results_days " + row.getResultsDays())
                .add("files_days " + row.getFilesDays())
                .add("questions_days " + row.getQuestionsDays())
                .toString();
    }

    private static RuntimeException taken(String name) {
        return Problem.of(
                        ProblemType.VALIDATION_FAILED,
                        "There is a tenant named " + name + " already; take another name.")
                .withErrors(List.of(new FieldError("/name", "is the name of another tenant")))
                .toException();
    }
}
