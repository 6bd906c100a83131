package dev.sluice.jobstore.bulk;

import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.model.Json;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import java.time.Instant;
import java.util.List;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;

/// A filter as it is kept with its action. Times are texts: our JSON writes them in milliseconds, and a
/// bound must not move.
record StoredFilter(
        @Nullable String tenant,
        List<JobType> types,
        List<JobState> states,
        @Nullable String tag,
        @Nullable String createdAfter,
        @Nullable String createdBefore,
        @Nullable String text) {

    static JSON write(JobFilter filter) {
        var stored =
                new StoredFilter(
                        filter.tenant(),
                        filter.types(),
                        filter.states(),
                        filter.tag(),
                        text(filter.createdAfter()),
                        text(filter.createdBefore()),
                        filter.text());
        return JSON.valueOf(Json.write(stored));
    }

    static JobFilter read(JSON json) {
        var stored = Json.read(json.data(), StoredFilter.class);
        return new JobFilter(
                stored.tenant,
                stored.types,
                stored.states,
                stored.tag,
                time(stored.createdAfter),
                time(stored.createdBefore),
                stored.text);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
