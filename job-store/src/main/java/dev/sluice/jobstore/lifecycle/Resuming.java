package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.Json;
import dev.sluice.model.job.Resumption;
import org.jooq.JSON;

/// How a person's word is stored.
final class Resuming {
    private Resuming() {}

    static JSON json(Resumption resumption) {
        return JSON.valueOf(
                Json.mapper().writerFor(Resumption.class).writeValueAsString(resumption));
    }
}
