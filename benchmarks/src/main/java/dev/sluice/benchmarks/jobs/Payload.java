package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.model.Json;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// Bodies of the jobs that are submitted.
final class Payload {
    /// A question; nothing is asked of the source before a worker has it.
    static final String ANALYSIS =
            Json.write(
                    Map.of(
                            "question",
                            "total quantity by return flag and line status",
                            "source",
                            BenchDatabase.NAME));

    /// The source is asked to plan it before it is accepted.
    static final String EXPORT =
            Json.write(
                    Map.of(
                            "sql",
                            "SELECT n FROM generate_series(1, 10) AS n",
                            "source",
                            BenchDatabase.NAME));

    private static final Map<String, String> LONGER =
            Map.of(
                    "sql",
                    "SELECT sum(n) AS total FROM generate_series(1, 1000000) AS n",
                    "source",
                    BenchDatabase.NAME);

    /// Some tenths of a second of work for PostgreSQL, and one row.
    static final String LONGER_EXPORT = Json.write(LONGER);

    private Payload() {}

    /// Of `POST /v1/jobs/batch`.
    ///
    /// @param jobs longer exports, at most 100
    static String batch(int jobs) {
        var entry = new HashMap<>(LONGER);
        entry.put("type", "export");
        return Json.write(Map.of("jobs", Collections.nCopies(jobs, entry)));
    }
}
