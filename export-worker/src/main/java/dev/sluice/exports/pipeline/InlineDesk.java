package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.export.FinishedPart.Coverage;
import java.io.IOException;
import java.util.List;

/// Encodes on the reading thread.
final class InlineDesk implements Desk {
    private final PartSequence files;

    InlineDesk(PartSequence files) {
        this.files = files;
    }

    @Override
    public void accept(Piece piece) throws IOException, UnfitValue {
        files.append(piece.work().encode(), piece.folder(), piece.coverage());
    }

    @Override
    public void finish(List<Coverage> rest) {
        files.cover(rest);
    }

    @Override
    public void close() {}
}
