package dev.sluice.jobstore.dispatch;

import dev.sluice.model.job.Lane;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much may run at once beside what workers offer.
///
/// @param mostRunning jobs of all tenants together, by lane
@Validated
@ConfigurationProperties("sluice.dispatch")
public record DispatchSettings(@DefaultValue @Valid MostRunning mostRunning) {
    /// As many as workers offer.
    public static final DispatchSettings UNLIMITED =
            new DispatchSettings(new MostRunning(null, null));

    /// @param analyze `SLUICE_DISPATCH_MOST_RUNNING_ANALYZE`; absent: as many as workers offer
    /// @param export `SLUICE_DISPATCH_MOST_RUNNING_EXPORT`; the same
    public record MostRunning(
            @Nullable @Positive Integer analyze, @Nullable @Positive Integer export) {}

    /// @param busy jobs the lane has now
    /// @return how many more it may have
    int left(Lane lane, int busy) {
        var most =
                switch (lane) {
                    case ANALYZE -> mostRunning.analyze();
                    case EXPORT -> mostRunning.export();
                    case ANALYZE_CALLS, EXPORT_CALLS -> null;
                };
        return most == null ? Integer.MAX_VALUE : most - busy;
    }
}
