package dev.sluice.exports.xlsx;

import dev.sluice.exports.lines.LineEncoder;
import dev.sluice.exports.lines.LinePieces;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.FieldTaker;
import dev.sluice.exports.values.PgTypes;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.ResultColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Rows of binary COPY as XML, with marks where the row's number has to stand: only the file knows it.
final class SheetRows extends LineEncoder implements FieldTaker {
    /// Another row begins; its number stands here.
    static final byte NEXT_ROW = 0;

    /// The same row's number, in a cell's reference.
    static final byte SAME_ROW = 1;

    private static final byte[] ROW = {'<', 'r', 'o', 'w', ' ', 'r', '=', '"', NEXT_ROW, '"', '>'};
    private static final byte[] ROW_END = "</row>".getBytes(StandardCharsets.US_ASCII);

    private final ByteSink sink;
    private final List<ResultColumn> columns;
    private final CellValue[] values;

    /// What stands before each value: `<c r="A` and the row's number.
    private final byte[][] references;

    private long rowsSeen;

    SheetRows(LinePieces pieces, List<ResultColumn> columns) {
        super(pieces);
        this.columns = columns;
        sink = pieces.sink();
        values = new CellValue[columns.size()];
        references = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            var value = CellValue.of(columns.get(i).oid());
            values[i] = value == null ? CellText::put : value;
            var reference = new ByteSink(16);
            reference.putAscii("<c r=\"" + Parts.letters(i));
            reference.put(SAME_ROW);
            reference.put('"');
            references[i] = reference.toBytes();
        }
    }

    @Override
    public void add(byte[] message, int start, int end) {
        rowsSeen++;
        sink.put(ROW);
        FieldTaker.walk(message, start, end, values.length, this);
        sink.put(ROW_END);
        pieces.rowEnded();
    }

    @Override
    public void take(int column, byte[] row, int at, int length) {
        if (length < 0) {
            return;
        }
        int before = sink.length();
        sink.put(references[column]);
        values[column].put(sink, row, at, length);
        if (sink.length() - before > CellText.LONGEST) {
            requireShort(column, row, at, length);
        }
    }

    private void requireShort(int column, byte[] row, int at, int length) {
        var name = columns.get(column).name();
        // bytea is shown in two figures a byte, everything else of this size is text
        int characters =
                columns.get(column).oid() == PgTypes.BYTEA
                        ? 2 + 2 * length
                        : CellText.characters(row, at, length);
        if (characters > CellText.LONGEST) {
            throw ProblemType.UNSUPPORTED.because(
                    ("Column %s holds %,d characters in the row that came as number %,d on its"
                                    + " connection; a cell of XLSX holds at most %,d. Leave the column"
                                    + " out, cut it with left(), or export it as csv or parquet.")
                            .formatted(name, characters, rowsSeen, CellText.LONGEST));
        }
    }
}
