package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.export.FinishedPart.Coverage;
import java.io.IOException;
import java.util.List;

/// Where one reader's pieces are encoded and put into files, in order.
sealed interface Desk extends AutoCloseable permits InlineDesk, AsideDesk {
    void accept(Piece piece) throws IOException, UnfitValue;

    /// After the last piece; returns when all of them are in their files.
    ///
    /// @param rest coverage behind the last rows
    void finish(List<Coverage> rest) throws IOException, UnfitValue;

    /// Without [#finish] before, what is under way is thrown away.
    @Override
    void close();
}
