package dev.sluice.exports.pipeline;

import dev.sluice.model.export.FinishedPart;
import java.util.List;

/// What can be said of the parts of earlier attempts.
public final class Resumption {
    private Resumption() {}

    /// Whether an export can go on behind these parts: together they hold the first rows of each range,
    /// each once, and nothing else.
    public static boolean possible(List<FinishedPart> parts) {
        return Covered.by(parts).isPresent();
    }
}
