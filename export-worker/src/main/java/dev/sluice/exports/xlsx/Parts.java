package dev.sluice.exports.xlsx;

import dev.sluice.exports.values.ByteSink;
import dev.sluice.sources.reading.ResultColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The parts of a workbook around its rows (ECMA-376, part 1, 18; part 2 for the package).
final class Parts {
    private static final String DECLARATION =
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    /// Sheets are the default of `.xml`, so that this can be the archive's first entry, where readers
    /// look for it, before the number of sheets is known.
    static final String CONTENT_TYPES =
            DECLARATION
                    + """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
                    <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                    <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
                    </Types>\
                    """;

    static final String RELATIONS =
            DECLARATION
                    + """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                    <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>\
                    </Relationships>\
                    """;

    static final String STYLES =
            DECLARATION
                    + """
                    <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                    <numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
                    <numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>\
                    <numFmt numFmtId="166" formatCode="hh:mm:ss"/></numFmts>\
                    <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
                    <font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
                    <fills count="2"><fill><patternFill patternType="none"/></fill>\
                    <fill><patternFill patternType="gray125"/></fill></fills>\
                    <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
                    <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
                    <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
                    <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
                    <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
                    <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
                    <xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
                    <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
                    </styleSheet>\
                    """;

    static final String SHEET_END = "</sheetData></worksheet>";

    private Parts() {}

    static String workbook(int sheets) {
        var text = new StringBuilder(DECLARATION);
        text.append(
                """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>\
                """);
        for (int i = 1; i <= sheets; i++) {
            text.append(
                    "<sheet name=\"Sheet%d\" sheetId=\"%d\" r:id=\"rId%d\"/>".formatted(i, i, i));
        }
        return text.append("</sheets></workbook>").toString();
    }

    static String workbookRelations(int sheets) {
        var base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var text = new StringBuilder(DECLARATION);
        text.append(
                "<Relationships"
                        + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (int i = 1; i <= sheets; i++) {
            text.append(
                    "<Relationship Id=\"rId%d\" Type=\"%s/worksheet\" Target=\"worksheets/sheet%d.xml\"/>"
                            .formatted(i, base, i));
        }
        text.append(
                "<Relationship Id=\"rId%d\" Type=\"%s/styles\" Target=\"styles.xml\"/>"
                        .formatted(sheets + 1, base));
        return text.append("</Relationships>").toString();
    }

    /// Everything before the rows: the first one, of names, stays in sight.
    static byte[] sheetBegin(List<ResultColumn> columns) {
        var text = new ByteSink(4096);
        text.putAscii(DECLARATION);
        text.putAscii(
                """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                <sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" \
                activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
                """);
        if (!columns.isEmpty()) {
            text.putAscii("<cols>");
            for (int i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                text.putAscii(
                        "<col min=\"%1$d\" max=\"%1$d\" width=\"%2$d\" customWidth=\"1\"/>"
                                .formatted(i + 1, Styles.width(column.name(), column.oid())));
            }
            text.putAscii("</cols>");
        }
        text.putAscii("<sheetData><row r=\"1\">");
        for (int i = 0; i < columns.size(); i++) {
            text.putAscii("<c r=\"" + letters(i) + "1\"" + Styles.HEADER);
            var name = columns.get(i).name().getBytes(StandardCharsets.UTF_8);
            CellText.put(text, name, 0, name.length);
        }
        text.putAscii("</row>");
        return text.toBytes();
    }

    /// A, B … Z, AA, AB … XFD.
    static String letters(int column) {
        var letters = new StringBuilder();
        for (int left = column + 1; left > 0; left = (left - 1) / 26) {
            letters.append((char) ('A' + (left - 1) % 26));
        }
        return letters.reverse().toString();
    }
}
