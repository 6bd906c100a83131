package dev.sluice.jobstore.access;

import static dev.sluice.jobstore.schema.Tables.AUDIT;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Audit lines as rows.
public final class StoredAudit implements Audit {
    private final DSLContext db;

    public StoredAudit(DSLContext db) {
        this.db = db;
    }

    @Override
    public void record(
            String tenant,
            @Nullable String keyId,
            String action,
            String subject,
            @Nullable String detail) {
        db.insertInto(AUDIT)
                .set(AUDIT.TENANT_ID, tenant)
                .set(AUDIT.KEY_ID, keyId)
                .set(AUDIT.ACTION, action)
                .set(AUDIT.SUBJECT, subject)
                .set(AUDIT.DETAIL, detail)
                .execute();
    }
}
