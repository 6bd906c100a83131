package dev.sluice.exports.lines;

import dev.sluice.exports.encoding.RowEncoder;

/// An encoder whose rows are text: it writes each to [LinePieces#sink], the pieces do the rest.
public abstract class LineEncoder implements RowEncoder {
    protected final LinePieces pieces;

    protected LineEncoder(LinePieces pieces) {
        this.pieces = pieces;
    }

    @Override
    public final int rows() {
        return pieces.rows();
    }

    @Override
    public final boolean full() {
        return pieces.full();
    }

    @Override
    public final Work take() {
        return pieces.take();
    }

    @Override
    public final void close() {
        pieces.close();
    }
}
