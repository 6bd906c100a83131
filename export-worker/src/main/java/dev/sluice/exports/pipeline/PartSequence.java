package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.model.export.FinishedPart.Coverage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files one after the other, each begun when the one before is full. The only place where bytes enter a
/// file: whoever has a chunk waits here for his turn.
final class PartSequence {
    private final Shelf shelf;
    private final Limits limits;
    private @Nullable PartFile open;

    PartSequence(Shelf shelf, Limits limits) {
        this.shelf = shelf;
        this.limits = limits;
    }

    /// @param coverage where the chunk's rows were read
    synchronized void append(Chunk chunk, Folder folder, List<Coverage> coverage)
            throws IOException {
        var file = open;
        if (file != null && !(file.folder().equals(folder) && limits.admit(file, chunk))) {
            finish(file);
            file = null;
        }
        if (file == null) {
            file = shelf.begin(folder);
            open = file;
        }
        limits.requireRoom(file, chunk);
        file.append(chunk);
        if (limits.coverageKept()) {
            file.cover(coverage);
        }
        if (limits.reached(file)) {
            finish(file);
        }
    }

    /// Says of the last rows that nothing comes behind them.
    synchronized void cover(List<Coverage> coverage) {
        if (open != null && limits.coverageKept()) {
            open.cover(coverage);
        }
    }

    synchronized void end() throws IOException {
        var file = open;
        if (file != null) {
            finish(file);
        }
    }

    private void finish(PartFile file) throws IOException {
        open = null;
        shelf.finish(file);
    }
}
