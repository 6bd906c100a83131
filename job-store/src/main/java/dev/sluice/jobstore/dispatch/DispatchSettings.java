package dev.sluice.jobstore.dispatch;

import dev.sluice.model.job.Lane;
import jakarta.validation.constraints.Positive;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much may run at once beside what workers offer.
///
/// @param mostRunning jobs of all tenants on a lane, `analyze` or `export`
///     (`sluice.dispatch.most-running.export`); absent: as many as workers offer
@Validated
@ConfigurationProperties("sluice.dispatch")
public record DispatchSettings(@DefaultValue Map<Lane, @Positive Integer> mostRunning) {
    public DispatchSettings {
        if (!Busy.OF_TENANTS.containsAll(mostRunning.keySet())) {
            throw new IllegalArgumentException(
                    "sluice.dispatch.most-running holds for the lanes analyze and export only");
        }
    }

    /// @return how many more jobs the lane may have
    int left(Lane lane, int busy) {
        var most = mostRunning.get(lane);
        return most == null ? Integer.MAX_VALUE : most - busy;
    }
}
