package dev.sluice.agent.chart;

import dev.sluice.model.analysis.Visualization;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A chosen picture.
///
/// @param visualization null where no picture helps
/// @param spec the same as Vega-Lite; null where no picture helps
/// @param reason a sentence that says why this one, or why none
public record Picture(
        @Nullable Visualization visualization,
        @Nullable Map<String, Object> spec,
        @Nullable String reason) {

    static Picture none(String reason) {
        return new Picture(null, null, reason);
    }

    Picture because(String other) {
        return new Picture(visualization, spec, other);
    }
}
