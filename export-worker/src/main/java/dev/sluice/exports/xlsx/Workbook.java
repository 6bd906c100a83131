package dev.sluice.exports.xlsx;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.lines.LinePieces.Piece;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.Numbers;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One workbook: numbers the rows of arriving pieces, and begins another sheet where one is full.
final class Workbook implements FileAssembly {
    private static final int BUFFER = 64 * 1024;

    private final Archive archive;
    private final byte[] sheetBegin;
    private final boolean manySheets;
    private final ByteSink numbered = new ByteSink(BUFFER + 64);
    private final ByteSink number = new ByteSink(16);
    private int sheets;
    private int row;

    Workbook(List<ResultColumn> columns, boolean manySheets, OutputStream file) throws IOException {
        this.archive = new Archive(file);
        this.sheetBegin = Parts.sheetBegin(columns);
        this.manySheets = manySheets;
        part("[Content_Types].xml", Parts.CONTENT_TYPES);
        part("_rels/.rels", Parts.RELATIONS);
        part("xl/styles.xml", Parts.STYLES);
        beginSheet();
    }

    private void part(String name, String xml) throws IOException {
        archive.begin(name);
        archive.write(xml.getBytes(StandardCharsets.UTF_8));
        archive.closeEntry();
    }

    private void beginSheet() throws IOException {
        sheets++;
        archive.begin("xl/worksheets/sheet" + sheets + ".xml");
        archive.write(sheetBegin);
        row = 1;
    }

    private void endSheet() throws IOException {
        archive.write(Parts.SHEET_END.getBytes(StandardCharsets.US_ASCII));
        archive.closeEntry();
    }

    @Override
    public void append(Chunk chunk) throws IOException {
        var piece = (Piece) chunk;
        if (row + piece.rows() > XlsxFormat.ROWS_OF_SHEET) {
            if (!manySheets) {
                throw XlsxFormat.tooManyRows();
            }
            endSheet();
            beginSheet();
        }
        write(piece.content(), piece.length());
        piece.appended().run();
    }

    private void write(byte[] content, int length) throws IOException {
        int copied = 0;
        for (int i = 0; i < length; i++) {
            byte b = content[i];
            if (b == SheetRows.SAME_ROW || b == SheetRows.NEXT_ROW) {
                numbered.put(content, copied, i);
                if (b == SheetRows.NEXT_ROW) {
                    row++;
                    number.length(0);
                    Numbers.put(number, row);
                }
                numbered.put(number.array(), 0, number.length());
                copied = i + 1;
                if (numbered.length() >= BUFFER) {
                    flush();
                }
            }
        }
        numbered.put(content, copied, length);
        flush();
    }

    private void flush() throws IOException {
        archive.write(numbered.array(), 0, numbered.length());
        numbered.length(0);
    }

    @Override
    public void finish() throws IOException {
        endSheet();
        part("xl/workbook.xml", Parts.workbook(sheets));
        part("xl/_rels/workbook.xml.rels", Parts.workbookRelations(sheets));
        archive.finish();
        archive.flush();
    }

    @Override
    public void close() {
        archive.release();
    }
}
