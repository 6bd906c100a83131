package dev.sluice.jobstore.worker;

import dev.sluice.model.Json;
import dev.sluice.model.job.Lane;
import dev.sluice.model.message.JobReady;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads what lies on a lane. Whatever is no wake-up call for this lane is poison: it would be no other
/// thing the next time.
final class WakeUpCalls {
    private WakeUpCalls() {}

    static Optional<JobReady> parse(Lane lane, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.read(text, JobReady.class))
                    .filter(call -> call.jobId() != null && call.lane() == lane);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
