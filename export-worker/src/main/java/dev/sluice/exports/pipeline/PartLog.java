package dev.sluice.exports.pipeline;

import dev.sluice.model.export.FinishedPart;

/// Where finished parts are written down while the export goes on.
@FunctionalInterface
public interface PartLog {
    /// For exports of which only the end counts.
    PartLog NONE = _ -> {};

    /// Called by the thread that finished the part, which goes on afterwards.
    void finished(FinishedPart part);
}
