package dev.sluice.jobstore.view;

import static dev.sluice.jobstore.schema.Tables.JOB_PART;

import dev.sluice.jobstore.schema.tables.records.JobPartRecord;
import dev.sluice.model.Json;
import dev.sluice.model.export.FinishedPart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// Rows of `job_part` as finished parts.
public final class PartRows {
    private static final TypeReference<LinkedHashMap<String, @Nullable String>> PARTITION =
            new TypeReference<>() {};
    private static final TypeReference<List<FinishedPart.Coverage>> COVERAGE =
            new TypeReference<>() {};

    private PartRows() {}

    /// By number.
    public static List<FinishedPart> of(DSLContext db, String jobId) {
        return db.selectFrom(JOB_PART)
                .where(JOB_PART.JOB_ID.eq(jobId))
                .orderBy(JOB_PART.NUMBER)
                .fetch(PartRows::view);
    }

    private static FinishedPart view(JobPartRecord row) {
        return new FinishedPart(
                row.getNumber(),
                row.getObjectKey(),
                row.getRowCount(),
                row.getByteCount(),
                row.getSha256(),
                row.getEtag(),
                row.getGuardedCells(),
                partition(row),
                Json.mapper().readValue(row.getCoverage().data(), COVERAGE));
    }

    private static Map<String, @Nullable String> partition(JobPartRecord row) {
        return Collections.unmodifiableMap(
                Json.mapper().readValue(row.getPartitionValues().data(), PARTITION));
    }
}
