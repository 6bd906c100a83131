package dev.sluice.exports.csv;

import dev.sluice.exports.lines.LineEncoder;
import dev.sluice.exports.lines.LinePieces;
import org.jspecify.annotations.Nullable;

/// Lines of COPY, on their way into pieces.
final class CsvRows extends LineEncoder {
    private final boolean crlf;
    private final @Nullable FormulaGuard guard;

    CsvRows(LinePieces pieces, boolean crlf, @Nullable FormulaGuard guard) {
        super(pieces);
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
}
