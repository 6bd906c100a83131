package dev.sluice.exports.csv;

import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.lines.LinePieces;
import org.jspecify.annotations.Nullable;

/// Lines of COPY, on their way into pieces.
final class CsvRows implements RowEncoder {
    private final LinePieces pieces;
    private final boolean crlf;
    private final @Nullable FormulaGuard guard;

    CsvRows(LinePieces pieces, boolean crlf, @Nullable FormulaGuard guard) {
        this.pieces = pieces;
        this.crlf = crlf;
        this.guard = guard;
    }

    @Override
    public void add(byte[] message, int start, int end) {
        var sink = pieces.sink();
        if (guard == null) {
            sink.put(message, start, end);
        } else {
            pieces.guarded(guard.copy(message, start, end, sink));
        }
        if (crlf) {
            sink.length(sink.length() - 1);
            sink.put('\r');
            sink.put('\n');
        }
        pieces.rowEnded();
    }

    @Override
    public int rows() {
        return pieces.rows();
    }

    @Override
    public boolean full() {
        return pieces.full();
    }

    @Override
    public Work take() {
        return pieces.take();
    }

    @Override
    public void close() {
        pieces.close();
    }
}
